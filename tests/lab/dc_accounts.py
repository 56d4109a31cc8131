#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# The accounts of dc.sh, made in the domain's database before it is served.
#
# usage: dc_accounts.py SMB-CONF   with the password on its input
import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

lp = LoadParm()
lp.load(sys.argv[1])
sam = SamDB(session_info=system_session(), lp=lp)
password = sys.stdin.read()
for name in ("alice", "gone", "other"):
    sam.newuser(name, password)
sam.disable_account("(sAMAccountName=gone)")


def add_spns(name, *spns):
    account = sam.search(expression="(sAMAccountName=%s)" % name, attrs=[])
    change = ldb.Message(account[0].dn)
    change["spn"] = ldb.MessageElement(
        spns, ldb.FLAG_MOD_ADD, "servicePrincipalName")
    sam.modify(change)


# What the controller would do itself, in time, where it had its DNS.
domain = "." + lp.get("realm").lower()
dc = lp.get("netbios name")
add_spns(dc + "$", "ldap/" + dc.lower() + domain)
add_spns("other", "cifs/other" + domain, "ldap/other" + domain)
