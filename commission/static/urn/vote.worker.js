// The voter's Worker: her code, her keys, the checks before her ballot, her ballot.
importScripts("sha256.js", "serve.js", "group.js", "keys.js", "ballot.js");

// What she may make sure of: these questions, a key in the group, a roll with her on it and nobody more than agreed.
// `setup` binds them: its 24 digits are read aloud before the first ballot.
async function checked({code, installation, poll, election, credentials, setup, fingerprint, entries}) {
  const named = JSON.parse(setup), found = JSON.parse(election), roll = JSON.parse(credentials);
  const same = named.election === sha256Hex(utf8(election)) && named.credentials === sha256Hex(utf8(credentials));
  if (!same || sha256Base64(election) !== fingerprint) throw refused("other_election");
  const key = big(found.public_key), whole = JSON.stringify(found) === election && String(key) === found.public_key;
  if (!whole || found.version !== 1 || found.group !== GROUP || !isPublicKey(key)) throw refused("bad_election");
  if (roll.length !== entries || new Set(roll).size !== entries) throw refused("roll_size");
  const secret = votingKey(await votingSecret(code, installation), poll);
  if (!roll.includes(String(gPower(secret)))) throw refused("not_on_roll");
  return {found, secret};
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
  // Her ballot in the urn, as the server gives it: hers if it is under her key.
  mine: async message => {
    const {secret} = await checked(message);
    if (JSON.parse(message.ballot).credential !== String(gPower(secret))) throw refused("not_yours");
    return trackerOf(message.ballot);
  },
});
