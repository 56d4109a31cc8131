/* SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause */
/*
 * Known answers for core/krb5/, as hex text.
 *
 * n-fold: RFC 3961 A.1.  Derived keys: RFC 8009 appendix A, and for RFC 3961
 * MIT krb5, src/lib/crypto/crypto_tests/t_derive.c.  Ciphertexts: RFC 8009
 * appendix A, and for RFC 3962 MIT krb5, crypto_tests/t_decrypt.c.
 *
 * GSS tokens: one captured from Windows (published with sspi-rs,
 * src/kerberos/tests.rs), and one set made by a separate implementation that
 * opens that capture.  The set's keys count up from 00, its confounder is
 * c0..cf, its data "negotiate", its sequence number 1; the key is the
 * acceptor's subkey, the sender the initiator unless said otherwise.
 */
#ifndef SSP_TESTS_VECTORS_KRB5_CRYPTO_H
#define SSP_TESTS_VECTORS_KRB5_CRYPTO_H

#include "platform/types.h"

static const struct krb5_nfold_vector {
	const char *in; /* text, not hex */
	const char *out;
} krb5_nfold_vectors[] = {
	{ "012345", "be072631276b1955" },
	{ "password", "78a07b6caf85fa" },
	{ "Rough Consensus, and Running Code", "bb6ed30870b7f0e0" },
	{ "password", "59e4a8ca7c0385c3c37b3f6d2000247cb6e6bd5b3e" },
	{ "MASSACHVSETTS INSTITVTE OF TECHNOLOGY",
	  "db3b0d8f0b061e603282b308a50841229ad798fab9540c1b" },
	{ "Q", "518a54a215a8452a518a54a215a8452a518a54a215" },
	{ "ba", "fb25d531ae8974499f52fd92ea9857c4ba24cf297e" },
	{ "kerberos", "6b65726265726f73" },
	{ "kerberos", "6b65726265726f737b9b5b2b93132b93" },
	{ "kerberos", "8372c236344e5f1550cd0747e15d62ca7a5a3bcea4" },
	{ "kerberos",
	  "6b65726265726f737b9b5b2b93132b935c9bdcdad95c9899c4cae4dee6d6cae4" },
};

static const struct krb5_derive_vector {
	s32 etype;
	const char *key;
	u32 usage;
	const char *kc;
	const char *ke;
	const char *ki;
} krb5_derive_vectors[] = {
	{
		.etype = 17,
		.key = "42263c6e89f4fc28b8df68ee09799f15",
		.usage = 2,
		.kc = "34280a382bc92769b2da2f9ef066854b",
		.ke = "5b14fc4e250e14ddf9dccf1af6674f53",
		.ki = "4ed31063621684f09ae8d89991af3e8f",
	},
	{
		.etype = 18,
		.key = "fe697b52bc0d3ce14432ba036a92e65bbb52280990a2fa278839"
		       "98d72af30161",
		.usage = 2,
		.kc = "bfab388bdcb238e9f9c98d6a878304f04d30c82556375ac507a7"
		      "a852790f4674",
		.ke = "c7cfd9cd75fe793a586a542d87e0d1396f1134a104bb1a9190b8"
		      "c90ada3ddf37",
		.ki = "97151b4c76945063e2eb0529dc067d97d7bba90776d8126d91f3"
		      "4f3101aea8ba",
	},
	{
		.etype = 19,
		.key = "3705d96080c17728a0e800eab6e0d23c",
		.usage = 2,
		.kc = "b31a018a48f54776f403e9a396325dc3",
		.ke = "9b197dd1e8c5609d6e67c3e37c62c72e",
		.ki = "9fda0e56ab2d85e1569a688696c26a6c",
	},
	{
		.etype = 20,
		.key = "6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d1"
		       "6b7182460c52",
		.usage = 2,
		.kc = "ef5718be86cc84963d8bbb5031e9f5c4ba41f28faf69e73d",
		.ke = "56ab22bee63d82d7bc5227f6773f8ea7a5eb1c825160c3831298"
		      "0c442e5c7e49",
		.ki = "69b16514e3cd8e56b82010d5c73012b622c4d00ffc23ed1f",
	},
};

/* RFC 8009 appendix A: checksums of octets that count up from 00 to 14. */
static const struct krb5_cksum_vector {
	s32 etype;
	const char *key;
	u32 usage;
	const char *cksum;
} krb5_cksum_vectors[] = {
	{
		.etype = 19,
		.key = "3705d96080c17728a0e800eab6e0d23c",
		.usage = 2,
		.cksum = "d78367186643d67b411cba9139fc1dee",
	},
	{
		.etype = 20,
		.key = "6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d1"
		       "6b7182460c52",
		.usage = 2,
		.cksum = "45ee791567eefca37f4ac1e0222de80d43c3bfa06699672a",
	},
};

/* @confounder is NULL where the source does not tell it. */
static const struct krb5_cipher_vector {
	s32 etype;
	const char *key;
	u32 usage;
	const char *confounder;
	const char *plain;
	const char *cipher;
} krb5_cipher_vectors[] = {
	{
		.etype = 17,
		.key = "5a5c0f0ba54f3828b2195e66ca24a289",
		.usage = 0,
		.plain = "",
		.cipher = "49ff8e11c173d9583a3254fbe7b1f1df36c538e8416784a1672e"
			  "6676",
	},
	{
		.etype = 18,
		.key = "17f275f2954f2ed1f90c377ba7f4d6a369aa0136e0bf0c927ad6"
		       "133c693759a9",
		.usage = 0,
		.plain = "",
		.cipher = "e5094c55ee7b38262e2b044280b069379a95bf95bd8376fb3281"
			  "b435",
	},
	{
		.etype = 17,
		.key = "9062430c8cda3388922e6d6a509f5b7a",
		.usage = 2,
		.plain = "392062797465737373",
		.cipher = "68fb9679601f45c78857b2bf820fd6e53eca8d42fd4b1d7024a0"
			  "9205abb7cd2ec26c355d2f",
	},
	{
		.etype = 18,
		.key = "b1ae4cd8462aff1677053cc9279aac30b796fb81ce21474dd3dd"
		       "bcfea4ec76d7",
		.usage = 2,
		.plain = "392062797465737373",
		.cipher = "09957aa25fcaf88f7b39e4406e633012d5fea21853f6478da706"
			  "5caef41fd454a40824eec5",
	},
	{
		.etype = 19,
		.key = "3705d96080c17728a0e800eab6e0d23c",
		.usage = 2,
		.confounder = "7e5895eaf2672435bad817f545a37148",
		.plain = "",
		.cipher = "ef85fb890bb8472f4dab20394dca781dad877eda39d50c870c0d"
			  "5a0a8e48c718",
	},
	{
		.etype = 19,
		.key = "3705d96080c17728a0e800eab6e0d23c",
		.usage = 2,
		.confounder = "a7a4e29a4728ce10664fb64e49ad3fac",
		.plain = "000102030405060708090a0b0c0d0e0f1011121314",
		.cipher = "720f73b18d9859cd6ccb4346115cd336c70f58edc0c4437c5573"
			  "544c31c813bce1e6d072c186b39a413c2f92ca9b8334a287ffcb"
			  "fc",
	},
	{
		.etype = 20,
		.key = "6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d1"
		       "6b7182460c52",
		.usage = 2,
		.confounder = "f764e9fa15c276478b2c7d0c4e5f58e4",
		.plain = "",
		.cipher = "41f53fa5bfe7026d91faf9be959195a058707273a96a40f0a019"
			  "60621ac612748b9bbfbe7eb4ce3c",
	},
	{
		.etype = 20,
		.key = "6d404d37faf79f9df0d33568d320669800eb4836472ea8a026d1"
		       "6b7182460c52",
		.usage = 2,
		.confounder = "763e65367e864f02f55153c7e3b58af1",
		.plain = "000102030405060708090a0b0c0d0e0f1011121314",
		.cipher = "40013e2df58e8751957d2878bcd2d6fe101ccfd556cb1eae79db"
			  "3c3ee86429f2b2a602ac86fef6ecb647d6295fae077a1feb5175"
			  "08d2c16b4192e01f62",
	},
};

/* All of a Wrap token in one piece, not rotated: the header's RRC is 0. */
static const struct krb5_token_vector {
	s32 etype;
	const char *mic;
	const char *acceptor_mic; /* its checksum */
	const char *sealed;
	const char *clear;
} krb5_token_vectors[] = {
	{
		.etype = 17,
		.mic = "040404ffffffffff0000000000000001648cdceaa0e93649f797"
		       "1725",
		.acceptor_mic = "3142057b789a472c76787c7d",
		.sealed = "050406ff00000000000000000000000124d510a6d6aac752c830"
			  "c34d4bb7404501abee180869a0504a0905da55c7939184e91bbc"
			  "0854bfd78e4ec935afaa21cdc218c6b4b0",
		.clear = "050404ff000c000000000000000000016e65676f746961746527"
			 "ebe4177d746b62f94f252e",
	},
	{
		.etype = 18,
		.mic = "040404ffffffffff00000000000000011a50f1bb755ce1cd5de7"
		       "7d10",
		.acceptor_mic = "68d8e58937eaf667d88c7830",
		.sealed = "050406ff000000000000000000000001cdb13cd304dccc12bbbd"
			  "bd02a7f3f85a59e7c4c625de53e3989730ad6b8ce59b3ed05ebb"
			  "0afa95b90121f6014954c23469ecf2895a",
		.clear = "050404ff000c000000000000000000016e65676f74696174659a"
			 "dcb811f47b14deafdbeaeb",
	},
	{
		.etype = 19,
		.mic = "040404ffffffffff0000000000000001a91e8dc0a8cc30daf856"
		       "736c8dac0285",
		.acceptor_mic = "87008aa367804080a44bac49290183ce",
		.sealed = "050406ff000000000000000000000001b2863eda508e0d7d10f0"
			  "23973eac1456b3fd0eb9fbfab12fbbd7159aa04f3f7194cfa13a"
			  "e0627552579c066c20999dd95a710f293d9789daf3",
		.clear = "050404ff0010000000000000000000016e65676f7469617465ee"
			 "3015def1559d732cd76b4d4f46defe",
	},
	{
		.etype = 20,
		.mic = "040404ffffffffff0000000000000001bfc0638c1c44dfc454be"
		       "304a7c13951ee74a443fd2af0757",
		.acceptor_mic =
			"01caac5c1cc373784834311e4b13eb8d3768fc77280f694e",
		.sealed = "050406ff000000000000000000000001f7faa8b601ea28549274"
			  "3339dfb955cb81dc455acac90ef791b09bbd857e6b1c8ff00460"
			  "e5909baebe8d699bf8c75aea15c72e43559d1246f36d2a1b909e"
			  "3324d9",
		.clear = "050404ff0018000000000000000000016e65676f746961746518"
			 "0697bd2fdba6605ebf4e3df2ab78206c0270e877167cf3",
	},
};

/* DCE style, as SSPI splits it. */
static const struct krb5_dce_vector {
	s32 etype;
	const char *token;
	const char *data;
} krb5_dce_vectors[] = {
	{
		.etype = 17,
		.token = "050406ff0010001c0000000000000001454b6933d65725764908"
			 "d9759e881df4ab2da73654d71637d61a86b72ea2780ab88e18a5"
			 "84ed8097b8f5873424d510a6d6aac752c830c34d4bb74045",
		.data = "3587712461b98a9c52",
	},
	{
		.etype = 18,
		.token = "050406ff0010001c0000000000000001011c839a1f4d0bc44397"
			 "ef85e345b9d206027176b7ff8e080e4202ee82ee861546815f6a"
			 "2777d98ce9c781adcdb13cd304dccc12bbbdbd02a7f3f85a",
		.data = "4f3fb5cb04438f1e6d",
	},
};

/*
 * Windows, RPC with privacy, enctype 18, DCE style, initiator to acceptor with
 * the acceptor's subkey: @header and @trailer are signed but not encrypted.
 */
static const struct krb5_windows_vector {
	const char *key;
	const char *header;
	const char *trailer;
	const char *token;
	const char *data;
	const char *plain_start;
	const char *confounder;
	const char *ke;
	const char *ki;
} krb5_windows_vector = {
	.key = "5b0bbce30a5bb4f64081fbc876526d41f1b16d207c277fabde84c7c77e6e"
	       "03a6",
	.header = "05000003100000003c014c0001000000d000000000000000",
	.trailer = "1006080000000000",
	.token = "050406ff0010001c00000000289ade21aab1da5db005d22c26f2b3a8f9ca"
		 "f2c73fa221286ababb1c0be5cfdb4256f3109e64859f5799c40efba9a40c"
		 "1255b638481e89ee327a495f6dc23c78",
	.data = "2955c0ef68bcb464e54953c74d534f11a3cef11d5a1c59cb53b0a0fcc5dd"
		"4c71b98d10c8953720601d31397cb5936ec67d74962f23e075190ae5c9de"
		"9965835dcc200991ba2de0a08317ec6f583036047672817782a4b2046e4a"
		"2501d7b110ccee53ff28f020d1d55a137e3a2221480fce60430fa9f8b009"
		"adc49feffa78ce3435e5e642406d64154dc10328b7d1b198a5ab6c977086"
		"35a5809193a7054823652ab7436530ff54d070c79a3eb957cce42d1eb82f"
		"8191f5a876ae3062aea7d00071f6db1dc0ab61757378732d2c713e27",
	.plain_start = "6c000000000000006c00000000000000010004805400000060",
	.confounder = "e3a9a05412647d05a933e46c6bb94f69",
	.ke = "ad04821d9266e044e556ca4e294b3e9c18dc244ba4f90176992694590241"
	      "23e9",
	.ki = "9dcfc32e35170630b57841734746f2f1bdad9023113488eaab5d7b32e990"
	      "5818",
};

#endif /* SSP_TESTS_VECTORS_KRB5_CRYPTO_H */
