#define SERVAL_ABI 1
