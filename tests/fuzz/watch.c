// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * What the sanitizer does not see by itself: what the crypto library reads, which
 * is not instrumented; bytes behind a plaintext that are still its block's; and
 * what a step left behind.
 *
 * Functions of the core are wrapped by the linker (--wrap).
 */
#include <sanitizer/asan_interface.h>

#include "core/krb5/krb5_etype.h"
#include "platform/crypto.h"
#include "platform/memory.h"
#include "tests/fuzz/fuzz.h"

ssp_status __real_ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg,
			   size_t nseg, u8 *out);
ssp_status __wrap_ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg,
			   size_t nseg, u8 *out);
ssp_status __real_ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
			   size_t nseg, u8 *out, size_t n);
ssp_status __wrap_ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
			   size_t nseg, u8 *out, size_t n);
ssp_status __real_ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
			      size_t nseg);
ssp_status __wrap_ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
			      size_t nseg);
ssp_status __real_ssp_krb5_open_blob(const struct ssp_krb5_keyblock *key,
				     u32 usage, struct ssp_span cipher,
				     u8 **out, struct ssp_span *plain);
ssp_status __wrap_ssp_krb5_open_blob(const struct ssp_krb5_keyblock *key,
				     u32 usage, struct ssp_span cipher,
				     u8 **out, struct ssp_span *plain);
void __real_ssp_pool_free(void *p, size_t n);
void __wrap_ssp_pool_free(void *p, size_t n);

static void look_at(const struct ssp_seg *seg, size_t nseg)
{
	size_t i;

	for (i = 0; i < nseg; i++)
		SSP_FUZZ_MUST(!__asan_region_is_poisoned(seg[i].p, seg[i].n));
}

ssp_status __wrap_ssp_hash(enum ssp_hash hash, const struct ssp_seg *seg,
			   size_t nseg, u8 *out)
{
	look_at(seg, nseg);
	return __real_ssp_hash(hash, seg, nseg, out);
}

ssp_status __wrap_ssp_hmac(struct ssp_hmac *hmac, const struct ssp_seg *seg,
			   size_t nseg, u8 *out, size_t n)
{
	look_at(seg, nseg);
	return __real_ssp_hmac(hmac, seg, nseg, out, n);
}

ssp_status __wrap_ssp_aes_cts(struct ssp_aes *aes, const struct ssp_seg *seg,
			      size_t nseg)
{
	look_at(seg, nseg);
	return __real_ssp_aes_cts(aes, seg, nseg);
}

/* The MAC behind the plaintext is nobody's business any more. */
ssp_status __wrap_ssp_krb5_open_blob(const struct ssp_krb5_keyblock *key,
				     u32 usage, struct ssp_span cipher,
				     u8 **out, struct ssp_span *plain)
{
	ssp_status st;
	const u8 *end;

	st = __real_ssp_krb5_open_blob(key, usage, cipher, out, plain);
	if (st >= 0) {
		end = plain->p + plain->n;
		__asan_poison_memory_region(end,
					    cipher.n - (size_t)(end - *out));
	}
	return st;
}

void __wrap_ssp_pool_free(void *p, size_t n)
{
	if (p)
		__asan_unpoison_memory_region(p, n);
	__real_ssp_pool_free(p, n);
}

void ssp_fuzz_state(const struct ssp_mech *mech, void *ctx, ssp_status st)
{
	struct ssp_ctx_info info;
	u8 token[64], data = 0;
	struct ssp_msg m = { .token = { token, sizeof(token), 0 },
			     .seg[0] = { &data, 1, 0 },
			     .nseg = 1,
			     .total = 1 };

	memset(&info, 0, sizeof(info));
	mech->describe(ctx, &info);
	SSP_FUZZ_MUST(st != SEC_E_INTERNAL_ERROR);
	SSP_FUZZ_MUST(!info.session_key.n == (st != SEC_E_OK));
	if (st == SEC_E_OK && info.flags & ISC_RET_INTEGRITY)
		SSP_FUZZ_MUST(mech->sign(ctx, &m) == SEC_E_OK);
}
