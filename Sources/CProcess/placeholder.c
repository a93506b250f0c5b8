#include "cprocess.h"
int csys_placeholder(void){return 0;}
