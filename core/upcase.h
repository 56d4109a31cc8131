/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Capitals as Windows makes them: one unit for one unit, without a locale.
 * Surrogates stay what they are.
 */
#ifndef SSP_CORE_UPCASE_H
#define SSP_CORE_UPCASE_H

#include "core/utf16.h"

/** ssp_upcase() - the capital of a unit, or the unit */
u16 ssp_upcase(u16 c);

/** ssp_upcase_eq() - are two texts the same but for capitals? */
bool ssp_upcase_eq(const struct ssp_utf16 *a, const struct ssp_utf16 *b);

#endif /* SSP_CORE_UPCASE_H */
