#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later OR BSD-2-Clause
#
# Samba's initiators (GENSEC: its own SPNEGO and NTLM, Kerberos of Heimdal)
# against our acceptor, over the frames of tests/lab/lab_frames.h.
#
# usage: samba_client.py   with the acceptors of "run" in the environment
import hashlib
import os
import socket
import struct
import sys

from samba import NTSTATUSError, credentials, gensec, param

ALICE = "alice@" + os.environ["LAB_REALM"]
BOB = "bob@" + os.environ["LAB_REALM"]
SIGN = gensec.FEATURE_SIGN
SEAL = gensec.FEATURE_SIGN | gensec.FEATURE_SEAL
KERBEROS = credentials.MUST_USE_KERBEROS
NTLM = credentials.DONT_USE_KERBEROS
EITHER = credentials.AUTO_USE_KERBEROS
OK, DENIED = 0, 0x8009030C
# Contents octets of what the acceptor may have agreed on.
OF_KERBEROS = bytes.fromhex("2a864886f712010202")
OF_NTLM = bytes.fromhex("2b06010401823702020a")
LOGON_FAILURE = 0xC000006D  # NTSTATUS

# Name, mechanism, Kerberos or not, protection, acceptor, user, password (None:
# that of the realm), our status, which mechanism the acceptor is to have in
# the end and whom it is to see.
ROWS = [
    ("NTLM, signed", "ntlmssp", NTLM, SIGN, "ANY",
     "alice", "secret", OK, OF_NTLM, "LAB\\alice"),
    ("NTLM, sealed", "ntlmssp", NTLM, SEAL, "NTLM",
     "alice", "secret", OK, OF_NTLM, "LAB\\alice"),
    ("NTLM, wrong password", "ntlmssp", NTLM, SEAL, "ANY",
     "alice", "Secret", DENIED, None, None),
    ("SPNEGO over NTLM, signed", "spnego", NTLM, SIGN, "ANY",
     "alice", "secret", OK, OF_NTLM, "LAB\\alice"),
    ("SPNEGO over NTLM, sealed", "spnego", NTLM, SEAL, "ANY",
     "alice", "secret", OK, OF_NTLM, "LAB\\alice"),
    ("SPNEGO over NTLM, wrong password", "spnego", NTLM, SEAL, "ANY",
     "alice", "Secret", DENIED, None, None),
    ("SPNEGO over NTLM, unknown account", "spnego", NTLM, SEAL, "ANY",
     "mallory", "secret", DENIED, None, None),
    ("SPNEGO over NTLM, disabled account", "spnego", NTLM, SEAL, "ANY",
     "gone", "secret", DENIED, None, None),
    ("Kerberos, sealed", "gssapi_krb5", KERBEROS, SEAL, "ANY",
     "alice", None, OK, OF_KERBEROS, ALICE),
    ("SPNEGO over Kerberos, signed", "spnego", KERBEROS, SIGN, "ANY",
     "alice", None, OK, OF_KERBEROS, ALICE),
    ("SPNEGO over Kerberos, sealed", "spnego", KERBEROS, SEAL, "ANY",
     "alice", None, OK, OF_KERBEROS, ALICE),
    ("SPNEGO offers both", "spnego", EITHER, SEAL, "ANY",
     "bob", None, OK, OF_KERBEROS, BOB),
    ("SPNEGO offers both, there is no keytab", "spnego", EITHER, SEAL, "NOKEY",
     "bob", None, OK, OF_NTLM, BOB),
    ("SPNEGO offers both, to package NTLM", "spnego", EITHER, SEAL, "NTLM",
     "bob", None, 0x80090308, None, None),
]


class Wrong(Exception):
    """Something of a row is not as it has to be."""


class Acceptor:
    """One connection: length, type, payload."""

    def __init__(self, name):
        port = int(os.environ["LAB_PORT_" + name])
        self.sock = socket.create_connection(("127.0.0.1", port), 20)

    def send(self, kind, payload=b""):
        self.sock.sendall(struct.pack(">I", len(payload) + 1) + kind + payload)

    def read(self, n):
        data = b""
        while len(data) < n:
            more = self.sock.recv(n - len(data))
            if not more:
                raise Wrong("the acceptor ended")
            data += more
        return data

    def recv(self):
        (n,) = struct.unpack(">I", self.read(4))
        data = self.read(n)
        return data[:1], data[1:]

    def call(self, kind, payload, answer):
        self.send(kind, payload)
        got, data = self.recv()
        if got != answer:
            raise Wrong("%r is answered by %r %s" % (kind, got, data.hex()))
        return data


def settings():
    lp = param.LoadParm()
    lp.set("realm", os.environ["LAB_REALM"])
    lp.set("workgroup", "LAB")
    lp.set("unix charset", "UTF-8")
    return lp


# One for all: Samba's tables of characters go with it.
LP = settings()


def start(mech, kerberos, features, user, password):
    cred = credentials.Credentials()
    cred.set_conf(LP)
    cred.set_workstation("CLIENT")
    cred.set_username(user)
    cred.set_domain("LAB")
    cred.set_kerberos_state(kerberos)
    if kerberos == NTLM:
        cred.set_password(password)
    else:
        cred.set_realm(os.environ["LAB_REALM"])
        path = os.environ["LAB_DIR"] + "/password." + user
        with open(path, encoding="ascii") as f:
            cred.set_password(f.read())
    host = os.environ["LAB_HOST"]
    sec = gensec.Security.start_client({"lp_ctx": LP, "target_hostname": host})
    sec.set_credentials(cred)
    sec.set_target_service("host")
    sec.want_feature(features)
    sec.start_mech_by_name(mech)
    return sec


def shake_hands(sec, peer):
    """Our acceptor's status, and what it tells of the context."""
    token = b""
    done = False
    while True:
        if not done:
            try:
                done, out = sec.update(token)
            except NTSTATUSError as e:
                # Told by our SPNEGO, and then by its LAB_ERROR.
                if e.args[0] != LOGON_FAILURE:
                    raise
                done, out = True, b""
            if out:
                peer.send(b"T", out)
        kind, data = peer.recv()
        if kind == b"C":
            if not done:
                raise Wrong("we are done, and Samba is not")
            return OK, data
        if kind == b"E":
            return struct.unpack(">I", data[:4])[0], data
        token = data


def messages(sec, peer, seal):
    for n in (1, 16, 1000, 65536):
        text = bytes(i * 7 & 0xFF for i in range(n))
        out = peer.call(b"W", sec.wrap(text), b"U")
        if out[0] != int(seal) or out[5:] != text:
            raise Wrong("DecryptMessage of %d bytes" % n)
        if sec.unwrap(peer.call(b"w", bytes([seal]) + text, b"W")) != text:
            raise Wrong("Samba's unwrap of %d bytes" % n)
    key = peer.call(b"K", b"", b"K")
    if hashlib.sha256(sec.session_key()).digest() != key[:32]:
        raise Wrong("the session keys differ")


def run(row):
    _, mech, kerberos, features, port, user, password, want, oid, seen = row
    # In this order: GENSEC's second step runs out of memory, every other time,
    # when Python loads what it needs for its first connection after the first.
    peer = Acceptor(port)
    sec = start(mech, kerberos, features, user, password)
    status, view = shake_hands(sec, peer)
    if status != want:
        raise Wrong("our acceptor says 0x%08x" % status)
    if want != OK:
        return
    (n,) = struct.unpack(">I", view[8:12])
    if view[12:12 + n] != oid:
        raise Wrong("the acceptor has OID " + view[12:12 + n].hex())
    name = view[16 + n:].decode()
    if name != seen:
        raise Wrong("the acceptor sees " + name)
    messages(sec, peer, features == SEAL)


def main():
    passed = failed = 0
    for row in ROWS:
        try:
            run(row)
            passed += 1
            print("ok    Samba, " + row[0])
        except (Wrong, OSError, NTSTATUSError) as e:
            failed += 1
            print("FAIL  Samba, %s\n      %s" % (row[0], e))
    print("%d passed, %d failed" % (passed, failed))
    return failed > 0


sys.exit(main())
