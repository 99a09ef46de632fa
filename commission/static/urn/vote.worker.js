// The voter's Worker: her code, her keys, the checks before her ballot, her ballot.
importScripts("sha256.js", "serve.js", "group.js", "keys.js", "ballot.js");

// What she may make sure of: these questions, a key in the group that the trustees hold together, a roll with her on it
// and nobody more than agreed. `setup` binds them: its 24 digits are read aloud before the first ballot.
async function checked({code, installation, poll, election, trustees, credentials, setup, fingerprint, entries}) {
  const named = JSON.parse(setup), found = JSON.parse(election), roll = JSON.parse(credentials);
  const same = [["election", election], ["trustees", trustees], ["credentials", credentials]]
    .every(([name, text]) => named[name] === sha256Hex(utf8(text)));
  if (!same || sha256Base64(election) !== fingerprint) throw refused("other_election");
  const key = big(found.public_key), whole = JSON.stringify(found) === election && String(key) === found.public_key;
  const held = product(JSON.parse(trustees).map(([, each]) => each.certs ?
    product(each.coefexps.map(({message}) => big(JSON.parse(message).coefexps[0]))) : big(each.public_key)));
  if (!whole || found.version !== 1 || found.group !== GROUP || !isPublicKey(key) || held !== key) {
    throw refused("bad_election");
  }
  if (roll.length !== entries || new Set(roll).size !== entries) throw refused("roll_size");
  const secret = votingKey(await votingSecret(code, installation), poll);
  if (!roll.includes(String(gPower(secret)))) throw refused("not_on_roll");
  return {found, secret};
}

// Whether a ballot is one of this election, signed by her key.
function isHers(text, key, fingerprint) {
  const {signature, ...content} = JSON.parse(text), hash = sha256Base64(JSON.stringify(content));
  return content.credential === key && content.election_hash === fingerprint && signature.hash === hash &&
    says(key, "sig|" + hash + "|", signature.proof);
}

function trackerOf(ballot) {
  const tracker = sha256Base64(ballot);
  return {tracker, digits: shortened(tracker)};
}

serve({
  code: () => newDigits(VOTING),
  keys: votingKeys,
  fingerprint: ({text}) => fingerprintOf(utf8(text)),
  same: ({text, digits}) => typed(text) === digits,
  check: async message => String(gPower((await checked(message)).secret)),
  vote: async message => {
    const {found, secret} = await checked(message);
    const ballot = castBallot(found, message.election, secret, message.answers);
    return Object.assign({ballot}, trackerOf(ballot));
  },
  // Her ballot in the urn, as the server gives it.
  mine: async message => {
    const {secret} = await checked(message);
    if (!isHers(message.ballot, String(gPower(secret)), message.fingerprint)) throw refused("not_yours");
    return trackerOf(message.ballot);
  },
  // The server's word for a ballot, signed with its key of this poll.
  receipt: ({trustees, receipt, tracker}) => {
    const {receipt: word, signature} = JSON.parse(receipt);
    return word.tracker === tracker && says(JSON.parse(trustees)[0][1].public_key,
      "receipt|" + JSON.stringify(word) + "|", signature);
  },
});
