// What a voter's device reads by itself in an urn, once it is closed: its head, and her last ballot.
async function opened(archive) {
  const record = recordOf(readChain(new Uint8Array(archive)));
  record.aloud = await fingerprintOf(utf8(record.head));
  return record;
}

// A result that is told is the one that the decryptions give, each bound to the sum of the ballots, the server's too.
async function look({archive, proofs}) {
  const record = await opened(archive);
  if (record.result) checkCount(record, boundsOf(proofs));
  record.digits = await digitsOfSetup(record);
  return record;
}

// By her voting code, or by the digits of a tracker that stand on her paper. What it says stays closed.
async function find(message, progress) {
  const record = await opened(message.archive), {trackers, ballots} = record, mine = typed(message.known);
  const place = mine.length === TRACKER ? await placeOf(trackers, mine, progress) : await placeUnder(record, message);
  if (place < 0) throw refused("none");
  const {credential} = ballots[place], hers = ballots.filter(each => each.credential === credential);
  if (hers[hers.length - 1] !== ballots[place]) throw refused("replaced");
  about("ballot {number} ({tracker})", {number: place + 1, tracker: trackers[place]}, () =>
    checkBallot(ballots[place], record, new Set([credential]), powers(big(record.election.public_key))));
  const digits = await shortened(trackers[place]);
  return {tracker: trackers[place], digits, number: hers.length, head: record.head, aloud: record.aloud};
}

async function placeUnder({ballots}, {known, installation, poll}) {
  const credential = String(gPower(votingKey(await votingSecret(known, installation), poll)));
  return ballots.map(each => each.credential).lastIndexOf(credential);
}

async function placeOf(trackers, digits, progress) {
  for (let i = 0; i < trackers.length; i++) {
    if (typed(await shortened(trackers[i])) === digits) return i;
    progress(i + 1, trackers.length);
  }
  return -1;
}
