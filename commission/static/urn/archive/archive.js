// The `.bel` file: an old-style tar of texts named by their hash, and the chain of events that they make.
const MOST = 1 << 26;
const FOLLOWS = {
  nothing: ["Setup"],
  Setup: ["Ballot", "EndBallots"],
  Ballot: ["Ballot", "EndBallots"],
  EndBallots: ["EncryptedTally"],
  EncryptedTally: ["PartialDecryption"],
  PartialDecryption: ["PartialDecryption", "Result"],
  Result: [],
};

const ascii = bytes => String.fromCharCode(...bytes);

// The steps of a file, each {type, data, hashes}, or a fault unless every byte is where it must be.
function readChain(raw) {
  must(raw.length <= MOST, "the archive is longer than {limit} MiB", {limit: MOST >> 20});
  const {timestamp} = about("the header of the archive", {}, () => read(Header, decoded(bodyAt(raw, 0))));
  must(/^(0|[1-9][0-9]{0,9})$/.test(timestamp) && Number(timestamp) < 8589934592, "the archive bears no time");
  const chain = {steps: [], head: null, seen: new Set()};
  let data = [], at = same(raw, 0, member("BELENIOS", utf8(JSON.stringify({version: 1, timestamp})), timestamp));
  const members = [];
  while (at < raw.length) {
    const type = ascii(raw.subarray(at + 64, at + 70)) === ".event" ? "event" : "data", body = bodyAt(raw, at);
    const hash = sha256Hex(body);
    at = same(raw, at, member(hash + "." + type + ".json", body, timestamp));
    members.push({type, body, hash});
  }
  for (const each of members) {
    if (each.type === "data") {
      data.push(each);
    } else {
      accept(chain, data, each);
      data = [];
    }
  }
  must(!data.length, "the archive ends with data that no event brings");
  return chain;
}

function bodyAt(raw, at) {
  const size = ascii(raw.subarray(at + 124, at + 135)), end = at + 512 + parseInt(size, 8);
  must(/^[0-7]{11}$/.test(size), "the archive is cut short or damaged at byte {at}", {at});
  must(end <= raw.length, "the archive is cut short in the member at byte {at}", {at});
  return raw.subarray(at + 512, end);
}

function same(raw, at, expected) {
  const found = raw.subarray(at, at + expected.length);
  must(found.length === expected.length && found.every((byte, i) => byte === expected[i]),
    "the member at byte {at} is not the one its name announces, or is badly wrapped", {at});
  return at + expected.length;
}

function member(name, body, timestamp) {
  const octal = (number, width) => Number(number).toString(8).padStart(width, "0");
  const file = new Uint8Array(512 + (body.length + 511 >> 9 << 9));
  const write = (place, text) => file.set(utf8(text), place);
  write(0, name);
  write(100, "0000644\0" + "0000000\0" + "0000000\0" + octal(body.length, 11) + "\0" + octal(timestamp, 11) + "\0");
  write(148, "        0");
  write(148, octal(file.reduce((all, byte) => all + byte, 0), 6) + "\0 ");
  file.set(body, 512);
  return file;
}

function accept(chain, data, link) {
  const height = chain.steps.length, hashes = data.map(each => each.hash);
  about("event {height}", {height}, () => {
    const text = decoded(link.body), {type} = read(Link, text);
    const last = height ? chain.steps[height - 1].type : "nothing", follows = FOLLOWS[last].includes(type);
    must(height || follows, "{type} cannot come first", {type});
    must(follows, "{type} cannot follow {last}", {type, last});
    must(new Set(hashes).size === hashes.length && !hashes.some(hash => chain.seen.has(hash)),
      "{type} brings data that the archive already holds", {type});
    const expected = {parent: chain.head, height, type, payload: hashes[hashes.length - 1]};
    if (!height) delete expected.parent;
    must(text === JSON.stringify(expected), "it is not chained to the event before it and the data it brings");
    chain.steps.push({type, data: data.map(each => each.body), hashes});
  });
  chain.head = link.hash;
  hashes.forEach(hash => chain.seen.add(hash));
}

// What the archive says, proved or not.
function recordOf(chain) {
  must(chain.steps.length, "the archive holds no election");
  const [setup, ...others] = chain.steps, record = {ballots: [], trackers: [], parts: new Map(), head: chain.head};
  about("the setup", {}, () => {
    [record.election, record.trustees, record.roll, record.setup] = objects(setup);
  });
  record.fingerprint = sha256Base64(JSON.stringify(record.election));
  others.forEach((step, i) => about("event {height} ({type})", {height: i + 1, type: step.type},
    () => TAKES[step.type](record, objects(step), step)));
  return record;
}

// The digits read aloud before the first ballot.
const digitsOfSetup = ({setup}) => fingerprintOf(utf8(JSON.stringify(setup)));

function objects({type, data, hashes}) {
  const kinds = BRINGS[type];
  must(kinds.length === data.length, "it brings more or less data than its type asks for");
  const found = kinds.map((kind, i) => read(kind, decoded(data[i]))), last = found[found.length - 1];
  must((ANNOUNCES[type] || []).every((name, i) => last[name] === hashes[i]),
    "its last data does not name the others by their hashes");
  return found;
}

const TAKES = {
  Ballot(record, [ballot], {data}) {
    record.ballots.push(ballot);
    record.trackers.push(sha256Base64(decoded(data[0])));
  },
  EndBallots(record) { record.closed = true; },
  EncryptedTally(record, [tally, size]) { Object.assign(record, {tally, size}); },
  PartialDecryption({parts}, [part, {owner}]) {
    must(!parts.has(owner), "its owner has decrypted already");
    parts.set(owner, part);
  },
  Result(record, [{result}]) {
    const asked = record.election.questions;
    must(result.length === asked.length && result.every((row, i) => row.length === width(asked[i])),
      "it has not one number for each answer");
    record.result = result;
  },
};

const width = question => question.answers.length + (question.blank ? 1 : 0);
