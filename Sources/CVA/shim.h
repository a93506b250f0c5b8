#pragma once
#include <va/va.h>
