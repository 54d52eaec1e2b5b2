package keys

import (
	"bufio"
	"errors"
	"io"
	"strings"
)

// zone reads a master file: TXT records that hold keys, and CNAMEs to them.
// Other types are passed over. RFC 1035 §5
type zone struct {
	file string
	at   place
	out  *collector

	origin string // as $ORIGIN gave it, canonical; empty before
	lost   bool   // the last $ORIGIN was broken: relative names mean nothing
	owner  string // of the record before, as written; empty where it is unknown
	under  string // the origin that stood when owner was given
}

// read walks the file. An error ends it; broken records do not.
func (z *zone) read(r *bufio.Reader) error {
	x := newLexer(r)
	for {
		e, err := x.next()
		var broken *brokenError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &broken):
			z.out.problem(z.file, broken.entry.line, broken.Error(), broken.input)
			z.recover(broken)
			continue
		case err != nil:
			return err
		}
		if err := z.entry(e); err != nil {
			z.out.problem(z.file, e.line, err.Error(), "")
		}
	}
}

// recover keeps what a broken record still tells. A wrong owner would be worse
// than none, and so would a wrong origin.
func (z *zone) recover(broken *brokenError) {
	switch e := broken.entry; {
	case strings.HasPrefix(broken.input, "$"):
		z.origin, z.lost, z.owner = "", true, ""
	case broken.skipped || !e.blank && len(e.tokens) == 0:
		z.owner = ""
	case !e.blank:
		z.owner, z.under = e.tokens[0].text, z.origin
	}
}

// tokenText is what a token was written as.
func tokenText(t token) string { return t.text }

func (z *zone) entry(e entry) error {
	if first := e.tokens[0]; !e.blank && !first.quoted && strings.HasPrefix(first.text, "$") {
		return z.directive(e)
	}
	if !e.blank {
		z.owner, z.under = e.tokens[0].text, z.origin
		e.tokens = e.tokens[1:]
	}
	head, words := splitHead(e.tokens, tokenText)
	if len(words) == 0 {
		return errors.New("the record has no type")
	}
	switch kind, data := strings.ToUpper(words[0].text), words[1:]; {
	case words[0].quoted || !isType(kind):
		return errors.New("no record type: " + clip(words[0].text))
	case !isInternet(head):
		return nil
	case kind == "TXT" || kind == "TYPE16":
		return z.txt(e, data)
	case kind == "CNAME" || kind == "TYPE5":
		return z.cname(e, data)
	}
	return nil
}

func (z *zone) directive(e entry) error {
	switch strings.ToUpper(e.tokens[0].text) {
	case "$TTL":
		return nil
	case "$ORIGIN":
		if len(e.tokens) != 2 {
			z.origin, z.lost, z.owner = "", true, ""
			return errors.New("$ORIGIN has one name")
		}
		origin, err := z.qualify(e.tokens[1].text, z.origin)
		z.origin, z.lost, z.owner = origin, err != nil, ""
		return err
	default:
		// $INCLUDE would read another file, $GENERATE make up records.
		return errors.New("the directive " + clip(e.tokens[0].text) + " is not followed")
	}
}

// txt keeps a record that stands under _domainkey, or that is a key and may be
// what a CNAME from there leads to.
func (z *zone) txt(e entry, data []token) error {
	text, err := joinStrings(data)
	if err != nil {
		return err
	}
	if !z.mayHoldKey() && ParseRecord(text).State == Malformed {
		return nil
	}
	name, o, err := z.name(e)
	if err != nil {
		return err
	}
	z.out.add(New(name, text, o))
	return nil
}

func (z *zone) cname(e entry, data []token) error {
	if !z.mayHoldKey() {
		return nil
	}
	name, o, err := z.name(e)
	if err != nil {
		return err
	}
	if len(data) != 1 {
		return errors.New("a CNAME has one name")
	}
	target, err := z.qualify(data[0].text, z.origin)
	if err != nil {
		return err
	}
	z.out.add(NewAlias(name, target, o))
	return nil
}

// mayHoldKey reports whether the owner is, or could be, a key's name.
func (z *zone) mayHoldKey() bool {
	return z.owner == "" || isKeyName(lower(z.owner)+"."+z.under)
}
