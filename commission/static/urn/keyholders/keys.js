// Digits that people keep, and the keys that come from them.
const VOTING = 20, GUARDIAN = 32, TRACKER = 12;
const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function newDigits(length) {
  let digits = "";
  while (digits.length < length) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 250) digits += byte % 10;
  }
  return digits;
}

// The digits of what was typed, on any keyboard of ours: European, Arabic, Persian, Indian, wide.
function typed(text) {
  return Array.from(String(text), sign => {
    const zero = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xff10].find(first => {
      const place = sign.codePointAt(0) - first;
      return place >= 0 && place < 10;
    });
    return zero === undefined ? "" : String(sign.codePointAt(0) - zero);
  }).join("");
}

function digitsOf(text, length) {
  const digits = typed(text);
  if (digits.length !== length) throw refused("bad_code");
  return digits;
}

// 32 bytes that take long to compute, so that guessing what they come from takes too long. Whoever waits for this knows
// that it has begun, on a thread of its own, and has other things to do until she asks for what it gives.
async function stretching(secret, salt) {
  const key = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  const how = {name: "PBKDF2", hash: "SHA-256", salt: utf8(salt), iterations: 600000};
  const bits = crypto.subtle.deriveBits(how, key, 256);
  return async () => new Uint8Array(await bits);
}

const stretched = async (secret, salt) => (await stretching(secret, salt))();

// HKDF-SHA256 without salt, 64 bytes.
function expanded(secret, use) {
  const seed = hmac(new Uint8Array(32), secret), info = utf8(use);
  const first = hmac(seed, joined(info, [1]));
  return joined(first, hmac(seed, joined(first, info, [2])));
}

const votingStretching = (code, installation) => stretching(utf8(digitsOf(code, VOTING)), installation);
const votingSecret = async (code, installation) => (await votingStretching(code, installation))();
const votingKey = (secret, poll) => fromBytes(expanded(secret, "vote|" + poll)) % Q;

async function votingKeys({code, installation, first, count}, progress) {
  const secret = await votingSecret(code, installation), keys = [];
  for (let i = 0; i < count; i++) {
    keys.push(String(gPower(votingKey(secret, first + i))));
    progress(i + 1, count);
  }
  return keys;
}

// 24 digits in groups of four, by which people make sure aloud that they hold the same text.
const fingerprinting = bytes => stretching(bytes, "fingerprint");
const spelled = bytes => String(fromBytes(bytes)).padStart(24, "0").slice(-24).match(/..../g).join(" ");
const fingerprintOf = async bytes => spelled(await (await fingerprinting(bytes))());

// The 12 digits of a tracker that a voter copies beside the poll's name; stretched, since 40 bits alone are found again
// in core-days.
const shortened = async tracker => (await fingerprintOf(utf8(tracker))).slice(0, 14);
