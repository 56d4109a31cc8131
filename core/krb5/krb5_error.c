// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB-ERROR codes (RFC 4120 7.5.9) as SECURITY_STATUS: what an initiator makes
 * of one that it gets, and what an acceptor answers that sends one.
 *
 * A KRB-ERROR is not authenticated: it may only ever make things fail.
 */
#include "core/krb5/krb5_msg.h"

struct row {
	s32 code;
	ssp_status status;
};

static const struct row errors[] = {
	{ 3, SEC_E_UNSUPPORTED_FUNCTION }, /* KDC_ERR_BAD_PVNO */
	{ 6, SEC_E_LOGON_DENIED }, /* KDC_ERR_C_PRINCIPAL_UNKNOWN */
	{ 7, SEC_E_TARGET_UNKNOWN }, /* KDC_ERR_S_PRINCIPAL_UNKNOWN */
	{ 14, SEC_E_KDC_UNKNOWN_ETYPE }, /* KDC_ERR_ETYPE_NOSUPP */
	{ 18, SEC_E_LOGON_DENIED }, /* KDC_ERR_CLIENT_REVOKED */
	{ 23, SEC_E_LOGON_DENIED }, /* KDC_ERR_KEY_EXPIRED */
	{ 24, SEC_E_LOGON_DENIED }, /* KDC_ERR_PREAUTH_FAILED */
	/* The ticket does not open there: it is somebody else's (P29). */
	{ 31, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_BAD_INTEGRITY */
	{ 32, SEC_E_CONTEXT_EXPIRED }, /* KRB_AP_ERR_TKT_EXPIRED */
	{ 33, SEC_E_TIME_SKEW }, /* KRB_AP_ERR_TKT_NYV */
	{ 34, SEC_E_LOGON_DENIED }, /* KRB_AP_ERR_REPEAT */
	{ 35, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_NOT_US */
	{ 36, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_BADMATCH */
	{ 37, SEC_E_TIME_SKEW }, /* KRB_AP_ERR_SKEW */
	{ 41, SEC_E_WRONG_PRINCIPAL }, /* KRB_AP_ERR_MODIFIED */
	{ 44, SEC_E_NO_KERB_KEY }, /* KRB_AP_ERR_BADKEYVER */
	{ 45, SEC_E_NO_KERB_KEY }, /* KRB_AP_ERR_NOKEY */
	{ 46, SEC_E_MUTUAL_AUTH_FAILED }, /* KRB_AP_ERR_MUT_FAIL */
	{ 50, SEC_E_MESSAGE_ALTERED }, /* KRB_AP_ERR_INAPP_CKSUM */
	{ 60, SEC_E_LOGON_DENIED }, /* KRB_ERR_GENERIC */
	{ 69, SEC_E_NO_TGT_REPLY }, /* KRB_AP_ERR_USER_TO_USER_REQUIRED */
};

static const struct row refusals[] = {
	{ SSP_KRB5_ERR_ETYPE_NOSUPP, SEC_E_KDC_UNKNOWN_ETYPE },
	/* The Authenticator does not open under the ticket's own key. */
	{ SSP_KRB5_ERR_BAD_INTEGRITY, SEC_E_MESSAGE_ALTERED },
	{ SSP_KRB5_ERR_TKT_EXPIRED, SEC_E_CONTEXT_EXPIRED },
	{ SSP_KRB5_ERR_TKT_NYV, SEC_E_TIME_SKEW },
	{ SSP_KRB5_ERR_SKEW, SEC_E_TIME_SKEW },
	/* The ticket is another's, or of a key that we do not have. */
	{ SSP_KRB5_ERR_NOT_US, SEC_E_WRONG_PRINCIPAL },
	{ SSP_KRB5_ERR_MODIFIED, SEC_E_WRONG_PRINCIPAL },
	{ SSP_KRB5_ERR_BADKEYVER, SEC_E_WRONG_PRINCIPAL },
	{ SSP_KRB5_ERR_NOKEY, SEC_E_WRONG_PRINCIPAL },
	{ SSP_KRB5_ERR_INAPP_CKSUM, SEC_E_INVALID_TOKEN },
};

static ssp_status find(const struct row *rows, size_t n, s32 code)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (rows[i].code == code)
			return rows[i].status;
	}
	return SEC_E_LOGON_DENIED;
}

ssp_status ssp_krb5_error_status(s32 code)
{
	return find(errors, ARRAY_SIZE(errors), code);
}

ssp_status ssp_krb5_error_refusal(s32 code)
{
	return find(refusals, ARRAY_SIZE(refusals), code);
}
