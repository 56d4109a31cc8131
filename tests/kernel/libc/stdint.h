/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/* For the headers that a kernel test shares with programs. */
#include <linux/types.h>
