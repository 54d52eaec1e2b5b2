package repair

import (
	"regexp"
	"slices"
	"strings"

	"assay/mail"
)

// context is the message whose header is searched, and what else there is to
// take from.
type context struct {
	m     *mail.Message
	hints Hints
	end   string // line end
	room  int    // bytes that choices may still have
}

func newContext(m *mail.Message, hints Hints) *context {
	return &context{m: m, hints: hints, end: eol(m), room: maxChoiceBytes}
}

// fieldRewrite gives what a field may have been before. at is the field's
// index in the header, -1 where no field of that name is left to take.
type fieldRewrite struct {
	id   string
	undo func(c *context, name string, at int, add func(raw []byte, further int))
}

// fieldRewrites are the rewrites of header fields.
var fieldRewrites = []fieldRewrite{
	{"list-fields", undoListFields},
	{"other-instance", undoOtherInstance},
	{"subject-tag", undoSubjectTag},
	{"from-rewritten", undoFromRewritten},
	{"reply-to", undoReplyTo},
	{"sender", undoSender},
	{"address-format", undoAddressFormat},
	{"address-order", undoAddressOrder},
	{"address-removed", undoRemovedAddress},
	{"content-fields", undoContentFields},
	{"encoded-words", undoEncodedWords},
	{"refolding", undoRefolding},
	{"field-case", undoFieldCase},
	{"date-format", undoDateFormat},
}

// signatureID is the rewrite of the signature's own field, which is no slot of
// h=. RFC 6376 §3.7
const signatureID = "signature-field"

// signatures are the ways in which the signature's field may have been folded,
// and stood between its tags. White space inside b= does not count.
func (c *context) signatures(at int, simple bool) (list []choice) {
	cost := costs()[signatureID]
	undoRefolding(c, "", at, func(raw []byte, further int) {
		list = append(list, choice{raw: raw, id: signatureID, cost: cost + further})
	})
	if f, value, ok := c.field(at); ok {
		add := func(raw []byte) { list = append(list, choice{raw: raw, id: signatureID, cost: cost}) }
		for _, indent := range []string{"\t", " ", "    ", "        "} {
			add(anyFold.ReplaceAll(f.Raw, []byte("${1}"+indent)))
		}
		for _, joined := range withoutFold(f.Raw, simple) {
			add(joined)
			for _, at := range anyFold.FindAllIndex(joined, maxFolds) { // a blank at the end of a line
				add(slices.Concat(joined[:at[0]], []byte(" "), joined[at[0]:]))
			}
		}
		none := strings.Join(strings.Fields(value), "")
		add(c.made(f.Name(), strings.TrimSpace(strings.ReplaceAll(none, ";", "; "))))
		add(c.made(f.Name(), none))
		add(c.made(f.Name(), strings.ReplaceAll(value, ": ", ":"))) // in h=
		add([]byte(f.Name() + ":" + strings.ReplaceAll(string(f.Value()), ": ", ":")))
	}
	slices.SortStableFunc(list, func(a, b choice) int { return a.cost - b.cost })
	return list
}

// maxFolds is how many folds of a field are taken for new ones.
const maxFolds = 8

// withoutFold are the fields that have one fold less, or as many; none where
// folds do not count.
func withoutFold(raw []byte, simple bool) (list [][]byte) {
	if !simple {
		return nil
	}
	list = append(list, raw)
	for _, at := range anyFold.FindAllIndex(raw, maxFolds) {
		list = append(list, slices.Concat(raw[:at[0]], []byte(" "), raw[at[1]:]))
	}
	return list
}

// anyFold is where a field goes on on the next line.
var anyFold = regexp.MustCompile(`(\r?\n)[ \t]+`)

// maxChoices bounds what one field may have been.
const maxChoices = 150

// choices lists what the field that name stands for may have been.
func (c *context) choices(name string, at int) (list []choice) {
	for _, r := range fieldRewrites {
		cost := costs()[r.id]
		r.undo(c, name, at, func(raw []byte, further int) {
			if len(list) < maxChoices && c.room >= len(raw) {
				c.room -= len(raw)
				list = append(list, choice{raw: raw, id: r.id, cost: cost + further})
			}
		})
	}
	return list
}

// field is the field at an index, and its value unfolded; ok is false for -1.
func (c *context) field(at int) (f mail.Field, value string, ok bool) {
	if at < 0 || c.m.Header[at].Long() {
		return mail.Field{}, "", false
	}
	f = c.m.Header[at]
	return f, f.Unfolded(), true
}

// value is the topmost field of a name, unfolded; empty where there is none.
func (c *context) value(name string) string {
	f, ok := c.m.First(name)
	if !ok || f.Long() {
		return ""
	}
	return f.Unfolded()
}

// made is a field of one line.
func (c *context) made(name, value string) []byte { return []byte(name + ": " + value + c.end) }

// canonicalName is a name as most programmes write it.
func canonicalName(name string) string {
	switch name {
	case "mime-version":
		return "MIME-Version"
	case "message-id":
		return "Message-ID"
	}
	words := strings.Split(name, "-")
	for i, w := range words {
		if w != "" {
			words[i] = strings.ToUpper(w[:1]) + w[1:]
		}
	}
	return strings.Join(words, "-")
}
