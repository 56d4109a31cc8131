// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * A library without code.  What it takes to load it is done by the loader, which
 * then looks for the library that it needs; of that one this is the source, too.
 */
extern int some_data;
int some_data = 1;
