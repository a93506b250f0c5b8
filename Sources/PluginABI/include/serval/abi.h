// SPDX-License-Identifier: Apache-2.0

/// abi.h: what every other header of this folder is written with.
///
/// Nothing here crosses between host and provider. It is the spelling of what does: language linkage,
/// nullability, enumerations of a fixed width, and the test for members that an older side lacks.
///
/// Rules
///
/// SERVAL-ABI-1  Whatever crosses is a plain C struct, a NUL-terminated UTF-8 string, a fixed-width
///               integer or a pointer to a function. No `bool`, bit-field, union, `size_t`, `long`,
///               fixed `char` array or enumeration of unspecified width crosses.
/// SERVAL-ABI-2  Every struct begins with `uint32_t struct_size`, and whoever allocates the struct sets
///               it to the `sizeof` that it was compiled with: a multiple of 8.
/// SERVAL-ABI-3  Padding is written out, as a member `padding`; it is 0 and means nothing.
/// SERVAL-ABI-4  In an array of structs the elements lie `struct_size` of the first one apart, and all
///               have the same `struct_size`. This is what a C array is by itself.
/// SERVAL-ABI-5  No function of this ABI throws, unwinds or jumps across the boundary.
/// SERVAL-ABI-6  Values of an enumeration, ids and flags that a side does not know are legal input; flags are
///               then ignored.

#ifndef SERVAL_ABI_H
#define SERVAL_ABI_H

#include <stdint.h>

/// Marks the one function that a provider exports; everything else SHOULD be hidden.
#if defined(__GNUC__)
#define SERVAL_EXPORT __attribute__((visibility("default")))
#else
#define SERVAL_EXPORT
#endif

/// Ends every function type: under C++17 a callback that may throw does not compile.
#if defined(__cplusplus) && __cplusplus >= 201703L
#define SERVAL_NOEXCEPT noexcept
#else
#define SERVAL_NOEXCEPT
#endif

/// May be NULL. Stands on everything that the other side must check: all that a provider fills.
/// Never NULL. Stands only on what the host fills, and on arguments.
#if defined(__clang__)
#define SERVAL_NULLABLE _Nullable
#define SERVAL_NONNULL _Nonnull
#else
#define SERVAL_NULLABLE
#define SERVAL_NONNULL
#endif

/// Opens the declarations of a header: C linkage, and no complaint about the spelling above.
#if defined(__clang__)
#define SERVAL_PRIVATE_BEGIN                                                                        \
    _Pragma("clang diagnostic push")                                                                \
    _Pragma("clang diagnostic ignored \"-Wunknown-warning-option\"")                                \
    _Pragma("clang diagnostic ignored \"-Wnullability-extension\"")                                 \
    _Pragma("clang diagnostic ignored \"-Wfixed-enum-extension\"")                                  \
    _Pragma("clang diagnostic ignored \"-Wc23-extensions\"")
#define SERVAL_PRIVATE_END _Pragma("clang diagnostic pop")
#else
#define SERVAL_PRIVATE_BEGIN
#define SERVAL_PRIVATE_END
#endif
#if defined(__cplusplus)
#define SERVAL_BEGIN SERVAL_PRIVATE_BEGIN extern "C" {
#define SERVAL_END } SERVAL_PRIVATE_END
#else
#define SERVAL_BEGIN SERVAL_PRIVATE_BEGIN
#define SERVAL_END SERVAL_PRIVATE_END
#endif

/// Declares an open enumeration of a fixed width: `SERVAL_ENUM(serval_status, int32_t) { … };`
///
/// Compilers that can (C++, clang; through it Swift, Zig and bindgen) see a type of its own; the others
/// see the integer. The layout is the same.
#if defined(__clang__)
#define SERVAL_ENUM(name, type)                                                                     \
    enum __attribute__((enum_extensibility(open))) name : type;                                     \
    typedef enum name name;                                                                         \
    enum name : type
#elif defined(__cplusplus)
#define SERVAL_ENUM(name, type) enum name : type
#else
#define SERVAL_ENUM(name, type)                                                                     \
    typedef type name;                                                                              \
    enum
#endif

/// Tells whether the struct that `pointer` points to has `member`; 1 or 0.
///
/// A member that is not there has its documented default. Requires `pointer` not NULL.
#define SERVAL_HAS(pointer, member)                                                                 \
    ((uint64_t)(pointer)->struct_size >=                                                            \
     (uint64_t)((const char *)(&(pointer)->member + 1) - (const char *)(pointer)))

/// Points to element `index` of `array`, whose elements are of `type` as this side knows it.
///
/// The other side may be newer and its structs longer: `array[index]` would then lie in the midst of another element
/// (SERVAL-ABI-4). Requires `array` not NULL and not empty.
#define SERVAL_AT(type, array, index)                                                               \
    ((const type *)(const void *)((const char *)(array) + (uint64_t)(index) * (array)->struct_size))

#endif
