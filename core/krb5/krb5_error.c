// SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
/*
 * KRB-ERROR codes (RFC 4120 7.5.9) as SECURITY_STATUS, the initiator's view.
 *
 * A KRB-ERROR is not authenticated: it may only ever make things fail.
 */
#include "core/krb5/krb5_msg.h"

static const struct {
	s32 code;
	ssp_status status;
} errors[] = {
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

ssp_status ssp_krb5_error_status(s32 code)
{
	size_t i;

	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		if (errors[i].code == code)
			return errors[i].status;
	}
	return SEC_E_LOGON_DENIED;
}
