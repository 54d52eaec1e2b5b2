package main

// The texts of --help. Examples come first for people in a hurry.

const description = `Examines a leaked archive of mail and documents and says of every item what can
be proved about it, with evidence that anyone can check again.

A leak is only read. Nothing is sent anywhere unless you ask for it (check --dns,
keys fetch). Exit status: 0 done; 1 something could not be read (it is named on
standard error, and the rest was done) or the run failed; 2 wrong usage.`

// Help is the detailed text of run.
func (runCmd) Help() string {
	return `Examples:
  assay run --keys keys.zone leak/
  assay run --case monday --keys dkim-archive.json --trust lists.example leak.zip mailbox.mbox
  assay run --keys keys.zone --exposed exposed.tsv --acquired 2017-05-05 leak/
  assay run --held press-desk@party.example --intrusion 2017-03-19 leak/

Reads folders, .eml, mbox, Maildir, zip and tar archives, nested in each other, by
their content. Whatever cannot be read is listed as such. Stopped at any moment and run
again, it goes on where it was. Keys and trusted domains are kept in the case; new
ones are applied to what is there without reading the leak again.

--keys takes zone master files, JSON key archives, and folders of opendkim or rspamd
keys. --trust names relays and ARC sealers that you believe to write the truth.

--roots takes root certificates that you believe to name the signers of documents; without
it, signatures of documents are checked and nobody is believed about whose they are.
Documents are read in child processes with bounds on memory and time; --no-documents leaves
that out, and what was read without them is not read again.

--exposed takes lists of keys whose private half became public (docs/keys.md). A signature
under such a key counts only if the leak was in hand before: --acquired says when all of it
was, and speaks for every file below PATH.

Whoever took a mailbox may have held its account, and then got any words signed under any
date. Verified mail of such accounts carries the limit account-may-have-been-held: of those
whose mailboxes are in the leak, which assay sees from the mail itself, and of those that
--held names. --intrusion is the first day on which anybody else can have held one: mail is
free of the limit if its signature says that the server made it before (t=), or if its key was
out of use by then. Date alone frees nothing. Both are kept in the case.`
}

// Help is the detailed text of check.
func (checkCmd) Help() string {
	return `Examples:
  assay check --keys keys.zone forwarded.eml
  assay check --dns forwarded.eml
  assay check --json *.eml | jq .conclusion

Holds everything in memory: for a leak use assay run. --dns asks the DNS for the keys
that are missing. The owner of a signing domain can see that somebody asked.

--held names accounts that somebody else may have held, --intrusion the first day on which:
their verified mail then carries the limit account-may-have-been-held, but for what its
server signed before that day.`
}

// Help is the detailed text of ls.
func (lsCmd) Help() string {
	return `Examples:
  assay ls
  assay ls --conclusion verified --match "contract Lyon"
  assay ls --match '"exact phrase" begin*' --json

--match finds mail that holds all the words, in subject, author, recipients, text or
names of attachments. --json prints one object a line, described in docs/json.md.`
}

// Help is the detailed text of show.
func (showCmd) Help() string {
	return `Examples:
  assay show 3f9a2c41
  assay show 'leak/inbox.mbox@10233+4821'
  assay show --proof my-proof 3f9a2c41 && sh my-proof/verify.sh

ITEM is a path as ls prints it, or the first 8 or more hex digits of an item's hash.
--proof writes the canonical signed bytes, the signature and the key of every signature
for which a key is at hand, and a script of openssl commands that check them.`
}

// Help is the detailed text of keys list.
func (keysListCmd) Help() string {
	return `Examples:
  assay keys list
  assay keys list --missing

Prints name, size and origin of every key of the case. --missing prints the names that
signatures call for and that nobody has, one a line, to ask others for.`
}

// Help is the detailed text of keys show.
func (keysShowCmd) Help() string {
	return `Examples:
  assay keys show press.example/k1
  assay keys show k1._domainkey.press.example --json

Prints every key that is known under the name with its origins, the signatures of the case
that call for it and the times that they claim, other names of the same key, whether its
private half is public, and what that does to conclusions.`
}

// Help is the detailed text of keys import.
func (keysImportCmd) Help() string {
	return `Examples:
  assay keys import keys.zone
  assay keys import /etc/opendkim/keys dkim-archive.json
  assay keys import --exposed exposed.tsv --acquired 2017-05-05

Forms: zone master files (TXT and CNAME records; a comment behind a record may say
"seen 2016-01-04..2017-05-30"), JSON archives (name: list of keys), folders of opendkim or
rspamd keys, PEM public keys. A record that is broken is named, and the rest is taken.
Everything in the case is judged again.

--exposed takes lists of keys whose private half became public: on each line the key
(DOMAIN/SELECTOR, its name in the DNS, sha256: with the fingerprint, or p= with the public
key), a tab, the day, and, behind another tab, where that is known from. --acquired is the
day on which all of the leak was in hand: what a key signed counts if it was exposed later.`
}

// Help is the detailed text of keys fetch.
func (keysFetchCmd) Help() string {
	return `Examples:
  assay keys fetch
  assay keys fetch --yes --resolver 192.0.2.53

Prints the names that it would ask for, then asks, because a query tells the owner of a
domain that somebody looks at his old mail. Without a terminal it asks nothing unless
--yes is given. A key found today may not be the one in use when a mail was signed: such
conclusions carry the limit key-seen-today-only.`
}

// Help is the detailed text of keys recover.
func (keysRecoverCmd) Help() string {
	return `Examples:
  assay keys recover
  assay keys recover --domain press.example
  assay keys recover --anchor own-mailbox.mbox --anchor list-archive/

Two messages that one RSA key signed give that key away. It is computed for every name
whose key nobody has: seconds for a key of 1,024 bits, a minute for one of 2,048, longer
where messages were changed. Stopped at any moment and run again, it goes on with the
names that are left.

A key that was computed from the leak shows that messages agree with each other, not
whose key it is: two fakes under one invented key agree as well. It counts as no key until
something outside the leak anchors it: the same key under the same name from an archive or
the DNS; mail from elsewhere (--anchor) with a signature that verifies under it; or the
results that an ARC sealer named with assay run --trust recorded and sealed. Give --anchor only mail that
the leaker cannot have put where you have it from; what stands in the leak as well does
not count. Conclusions then carry the limit key-recovered.`
}

// Help is the detailed text of revisions.
func (revisionsCmd) Help() string {
	return `Examples:
  assay revisions signed.pdf
  assay revisions --out states --pictures 3f9a2c41

A PDF that was added to still holds what it was before: every addition is a revision.
Prints each with what it changed: objects, pages, fields, signatures, and the words that a
reader sees. --out writes every revision as a file of its own, which any viewer opens;
--pictures adds a PNG of every page. ITEM is a PDF file, or an item of the case.`
}
