// All who hold a part of the election key, numbered from 1 in one list: the server first, then the guardians.
const possession = key => "pok|" + GROUP + "|" + key + "|";
const saying = message => "sigmsg|" + message + "|";
const certifying = (certs, coefexps) => saying("certs_sig|" + JSON.stringify({certs, coefexps}));

// How many guardians there are, how many open an urn: no page can say otherwise. And how many may share a key at all:
// each signs the certificates of all, which a longer file would make endless to check.
const SIZE = 3, THRESHOLD = 2, CROWD = 100;

// A Single or a Pedersen, seen alike.
const holders = ([, each]) => each.verification_keys || [each];
const threshold = ([, each]) => each.threshold || 1;

function checkElection({uuid, questions, public_key: key}) {
  must(/^[1-9A-HJ-NP-Za-km-z]{14,100}$/.test(uuid),
    "the identifier of the election is not at least 14 characters of base 58");
  must(questions.length, "the election asks no question");
  must(isKey(key), "the election key is not in the group");
  for (const {min, max, answers} of questions) {
    must(min <= max && max <= answers.length && answers.length,
      "a question asks for a number of answers that it does not offer");
  }
}

function checkTrustees(trustees, key) {
  trustees.forEach(([tag, each], i) => about("trustee {place}", {place: i + 1},
    () => tag === "Single" ? checkSingle(each) : checkPedersen(each)));
  const parts = trustees.map(([tag, each]) => tag === "Single" ? big(each.public_key) :
    product(each.coefexps.map(({message}) => big(read(Coefficients, message).coefexps[0]))));
  must(trustees.length && String(product(parts)) === key, "the election key is not made of the trustees' keys");
}

function checkSingle({pok, public_key: key}) {
  must(isKey(key) && says(key, possession(key), pok), "the holder of the key does not prove to know its secret");
}

function checkPedersen({threshold, certs, coefexps, signatures, verification_keys: keys}) {
  must(certs.length <= CROWD, "a key is shared by more than {most} guardians", {most: CROWD});
  must([coefexps, signatures, keys].every(each => each.length === certs.length),
    "the ceremony lacks the part of a guardian");
  const people = checkCertificates(certs, threshold);
  const polynomials = people.map(({verification}, i) => about("guardian {index}", {index: i + 1},
    () => checkCommitment(certs, threshold, verification, coefexps[i], signatures[i])));
  // The sum of all polynomials: its value at a guardian's number is her share.
  const common = polynomials[0].map((_, degree) => product(polynomials.map(each => big(each[degree]))));
  people.forEach(({verification}, i) => about("guardian {index}", {index: i + 1}, () => {
    must(keys[i].public_key === String(valueAt(common, i + 1)), "her verification key does not come from the coefficients");
    checkSingle(keys[i]);
    must(says(verification, saying(keys[i].public_key), keys[i].signature),
      "the verification key is not signed by its guardian");
  }));
}

function checkCertificates(certs, threshold) {
  must(1 <= threshold && threshold <= certs.length, "the threshold is not between 1 and the number of guardians");
  return certs.map(({message, signature}, i) => about("certificate {index}", {index: i + 1}, () => {
    const found = read(Certificate, message), context = contextOf(i + 1, certs.length, threshold);
    must(JSON.stringify(found.context) === JSON.stringify(context),
      "it was made for another seat or another ceremony");
    must(isKey(found.verification) && isKey(found.encryption), "a key is not in the group");
    must(says(found.verification, saying(message), signature), "a signature is forged");
    return found;
  }));
}

const contextOf = (index, size, threshold) => ({group: GROUP, size, threshold, index});

function checkCommitment(certs, threshold, key, {message, signature}, ofAll) {
  must(says(key, saying(message), signature), "a signature is forged");
  const {coefexps} = read(Coefficients, message);
  must(coefexps.length === threshold, "she has not as many coefficients as the threshold");
  must(coefexps.every(isKey), "a coefficient is not in the group");
  must(says(key, certifying(certs, coefexps), ofAll), "her signature of the certificates is forged");
  return coefexps;
}

// g^(value of a polynomial at this index), from g^coefficients, the highest first.
const valueAt = (coefexps, index) => coefexps.reduceRight((all, x) => powers(all)(big(index)) * big(x) % P, ONE);
