"""Sealed files: what the public key seals only the private one opens, and the program `age` opens it too."""

import io
import os
import shutil
import subprocess

import pytest

from commission.web.sealed import sealing
from commission.web.sealed.sealing import CHUNK, NotOurs, seal, unseal

# A file that Debian's age 1.1.1 made, and the key it was made for.
KEY = "AGE-SECRET-KEY-1P2U9DH09U39Q3YW0LX53FUJ5L0WD3YKD2E5YX9J890NZCDUGZLJQP89SCM"
PUBLIC = "age1ne0z80py7gzztph6mtveu36vzdfy4zk2mdsye6mu2xhu94h27yfsu44mc5"
OF_AGE = bytes.fromhex(
    "6167652d656e6372797074696f6e2e6f72672f76310a2d3e20583235353139205a7a694f7870364a574c2b676c5258586f55"
    "3362437a787a46467a7632726f59784b324a346f32475042490a2f39736b44626157775a6e504e6c2b6b536f6e5963417848"
    "6e77784339586862666871433061616b6f62670a2d2d2d20576e647a69303775782b6f7633622b6a4e75796e6f55464f6746"
    "75744b6c573041707545352f726536506b0a5041114e6088ea64d120c31af8b51d7c347958d0966d3466825689afdb259154"
    "408bfe0f52257452c6fd600b2775dc")


def sealed(words: bytes, recipient: str) -> bytes:
    target = io.BytesIO()
    seal(io.BytesIO(words), target, recipient)
    return target.getvalue()


def unsealed(raw: bytes, key: str) -> bytes:
    target = io.BytesIO()
    unseal(io.BytesIO(raw), target, key)
    return target.getvalue()


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_is_sealed_is_opened_by_the_private_half_alone(size):
    words, (private, public) = b"\x07" * size, sealing.new_key()
    raw = sealed(words, public)
    assert unsealed(raw, f"# made today\n{private}\n") == words
    with pytest.raises(NotOurs):
        unsealed(raw, sealing.new_key()[0])


def test_a_file_of_age_is_opened():
    assert unsealed(OF_AGE, KEY) == b"written by age\n"
    assert unsealed(sealed(b"x", PUBLIC), KEY) == b"x"


def test_whatever_is_changed_or_cut_is_refused():
    raw = sealed(b"a" * (CHUNK + 5), PUBLIC)
    for spot in (*range(0, 250, 3), len(raw) - 30, len(raw) - 1):
        with pytest.raises(NotOurs):
            unsealed(raw[:spot] + bytes([raw[spot] ^ 1]) + raw[spot + 1:], KEY)
    for size in (0, 10, 200, len(raw) - 1, len(raw) - 21, len(raw) - 5 - 16):
        with pytest.raises(NotOurs):
            unsealed(raw[:size], KEY)


def test_the_head_is_written_as_age_writes_it_and_the_pieces_are_numbered_as_it_numbers_them():
    *head, _ = sealed(b"x", PUBLIC).split(b"\n", 4)
    assert [(line[:10], len(line)) for line in head] == [
        (b"age-encryp", 21), (b"-> X25519 ", 53), (head[2][:10], 43), (b"--- " + head[3][4:10], 47)]
    assert list(sealing.chunks(io.BytesIO(b"abc"), 1)) == [(0, (b"a", False)), (1, (b"b", False)), (2, (b"c", True))]
    assert sealing.place(2, True) == bytes(10) + b"\x02\x01"


def anew(raw: bytes, old: bytes, new: bytes) -> bytes:
    """The same file with another head, sealed as if it had always been so."""
    whole, rest = raw.split(b"\n--- ", 1)
    head = whole.replace(old, new) + b"\n---"
    file_key = sealing.opened(io.BytesIO(raw), sealing.private_half(KEY))
    mac = sealing.plain64(sealing.of_header(file_key, head))
    return head + b" " + mac + b"\n" + rest.split(b"\n", 1)[1]


@pytest.mark.parametrize(("old", "new", "opens"), [
    (b"v1", b"v1", True), (b"org/v1", b"org/v2", False), (b"X25519", b"X25520", False)])
def test_a_file_of_another_version_or_kind_is_refused_though_it_holds(old, new, opens):
    raw = anew(sealed(b"x", PUBLIC), old, new)
    if opens:
        assert unsealed(raw, KEY) == b"x"
    else:
        with pytest.raises(NotOurs):
            unsealed(raw, KEY)


def test_signs_too_many_are_no_sealed_file():
    with pytest.raises(NotOurs):
        unsealed(sealed(b"x", PUBLIC).replace(b"\n--- ", b"\n--- !!!!"), KEY)


def test_a_key_is_read_with_the_words_around_it_and_on_two_lines():
    assert unsealed(sealed(b"x", PUBLIC), f"# made today\n\n  {KEY[:40]}\n{KEY[40:]} \n") == b"x"


@pytest.mark.parametrize("wrong", [
    "", "age1", PUBLIC[:-1], PUBLIC[:8] + PUBLIC[9] + PUBLIC[8] + PUBLIC[10:], KEY, "age1" + "q" * 58,
    f"agf1{PUBLIC[4:]}", f"{PUBLIC[:-1]}b"])
def test_a_key_with_a_wrong_sign_is_refused(wrong):
    with pytest.raises(ValueError, match="key"):
        sealing.public_half(wrong)


@pytest.mark.skipif(not shutil.which("age"), reason="Debian's age is not on this machine")
def test_age_opens_what_we_seal(tmp_path):
    (tmp_path / "key").write_text(KEY)
    (tmp_path / "file.age").write_bytes(sealed(b"b" * (2 * CHUNK + 9), PUBLIC))
    told = subprocess.run(["age", "-d", "-i", tmp_path / "key", tmp_path / "file.age"], capture_output=True, check=True)
    assert told.stdout == b"b" * (2 * CHUNK + 9)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, written):
    file = tmp_path / "var" / "new" / "file"
    sealing.write_beside(file, lambda out: out.write(b"yesterday"))
    draft = file.with_name(f".file.{os.getpid()}")
    assert written == [(draft, b"yesterday"), (file.parent, b"")], "on the disk before it takes its place, and in it"

    def full(out):
        out.write(b"tod")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        sealing.write_beside(file, full)
    assert file.read_bytes() == b"yesterday" and [each.name for each in file.parent.iterdir()] == ["file"]
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_is_on_the_disk_is_no_longer_held(tmp_path):
    before = len(os.listdir("/proc/self/fd"))
    sealing.settle(tmp_path)
    with pytest.raises(FileNotFoundError):
        sealing.settle(tmp_path / "nowhere")
    assert len(os.listdir("/proc/self/fd")) == before
