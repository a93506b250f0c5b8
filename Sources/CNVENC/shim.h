#pragma once
#include <ffnvcodec/nvEncodeAPI.h>
