/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * A cipher and hashes for the kernel's crypto API that watch how they are used
 * and fail when told to.  While they are installed they are what the API gives
 * out for "cbc(aes)", "md5" and "hmac(md5)".
 *
 * A kernel that tests algorithms before it gives them out would not have them:
 * there the case is skipped.
 */
#ifndef SSP_TESTS_PICKY_CRYPTO_H
#define SSP_TESTS_PICKY_CRYPTO_H

#include <kunit/test.h>

/**
 * struct ssp_picky - what the algorithms do, and what they saw
 * @key_error: what setting a key gives, 0 or an errno
 * @fail_at: which call of @calls fails, from 1; 0 for none
 * @later: the cipher answers from another thread
 * @keys: keys that were set
 * @calls: requests to the cipher, or steps of the hash
 * @faults: of these, how many broke a rule.  The cipher's rules are more than
 *	CRYPTO_ALG_ALLOCATES_MEMORY asks for: one piece of one page, aligned
 *	like the IV, and whole blocks.  A hash wants no more than 4 KiB at a
 *	time.
 * @iv: IV of the last request
 * @text: text of the last request
 */
struct ssp_picky {
	int key_error;
	u32 fail_at;
	bool later;
	u32 keys;
	u32 calls;
	u32 faults;
	const u8 *iv;
	const u8 *text;
};

/**
 * ssp_picky_cipher() - install the cipher until the case ends
 * @test: the running case; its suite's exit() is the last to use the cipher
 * @alignmask: what the cipher says of addresses
 * @flags: further CRYPTO_ALG_*
 *
 * Return: all zero.
 */
struct ssp_picky *ssp_picky_cipher(struct kunit *test, u32 alignmask,
				   u32 flags);

/**
 * ssp_picky_hashes() - the same, with the hashes
 * @test: the running case
 */
struct ssp_picky *ssp_picky_hashes(struct kunit *test);

#endif /* SSP_TESTS_PICKY_CRYPTO_H */
