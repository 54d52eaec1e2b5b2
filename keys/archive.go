package keys

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// archive reads a JSON archive, entry by entry:
//
//	{"SELECTOR._domainkey.DOMAIN": [{"k":"rsa", "p":"MIGf…", "bits":1024,
//	  "origin":"published", "evidence":"…", "seen":"2019-04-29..2021-08-26"}]}
//
// Fields other than these are passed over.
type archive struct {
	file string
	out  *collector
	in   *meter
	dec  *json.Decoder
}

// archived is one key of an archive.
type archived struct {
	K        string  `json:"k"`
	P        *string `json:"p"`
	Bits     int     `json:"bits"`
	Origin   string  `json:"origin"`
	Evidence string  `json:"evidence"`
	Seen     string  `json:"seen"`
}

// read walks the archive. What is no JSON ends it, as nothing behind can be
// told apart.
func (a *archive) read(r io.Reader) {
	a.in = &meter{r: r, line: 1}
	a.dec = json.NewDecoder(a.in)
	if err := a.walk(); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		a.out.problem(a.file, a.here(), "the rest of the archive is not read: "+err.Error(), "")
	}
}

func (a *archive) walk() error {
	if err := a.delim('{'); err != nil {
		return err
	}
	for a.dec.More() {
		t, err := a.dec.Token()
		if err != nil {
			return err
		}
		name, ok := t.(string)
		if !ok {
			return fmt.Errorf("%v stands where a name should", t)
		}
		if err := a.keys(name); err != nil {
			return err
		}
	}
	if err := a.delim('}'); err != nil {
		return err
	}
	switch t, err := a.dec.Token(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	default:
		return fmt.Errorf("%v stands behind the archive", t)
	}
}

func (a *archive) delim(want json.Delim) error {
	switch t, err := a.dec.Token(); {
	case err != nil:
		return err
	case t != want:
		return fmt.Errorf("%v stands where %v should", t, want)
	}
	return nil
}

// keys reads the list of one name. RawMessage keeps a broken entry from ending
// the walk.
func (a *archive) keys(name string) error {
	line := a.here()
	var list json.RawMessage
	if err := a.dec.Decode(&list); err != nil {
		return err
	}
	var entries []json.RawMessage
	canon, err := canonical(name)
	if err == nil && json.Unmarshal(list, &entries) != nil {
		err = errors.New("it is not a list of keys")
	}
	if err != nil {
		a.out.problem(a.file, line, "entry "+clip(name)+" is not read: "+err.Error(), "")
		return nil
	}
	for _, b := range entries {
		e, err := parseArchived(b)
		if err != nil {
			a.out.problem(a.file, line, "a key of "+clip(name)+" is not read: "+err.Error(), string(b))
			continue
		}
		a.key(canon, line, e)
	}
	return nil
}

func (a *archive) key(name string, line int, e archived) {
	o := Origin{Source: FromJSON, File: a.file, Line: line}
	remark := func(what, input string) {
		a.out.report(Problem{File: a.file, Line: line, What: name + ": " + what, Input: input, Kept: true})
	}
	if !o.setHow(e.Origin) && e.Origin != "" {
		remark("origin is not a word", e.Origin)
	}
	o.setEvidence(e.Evidence)
	if e.Seen != "" && !o.setSeen(e.Seen) {
		remark("seen is not DAY..DAY", e.Seen)
	}
	k := New(name, e.record(), o)
	if e.Bits != 0 && k.State == Usable && e.Bits != k.Bits {
		remark(fmt.Sprintf("the archive says %d bits, the key has %d", e.Bits, k.Bits), "")
	}
	a.out.add(k)
}

// parseArchived reads one key; a k or p that would bring in another tag is
// refused.
func parseArchived(b []byte) (e archived, err error) {
	var field *json.UnmarshalTypeError
	switch err := json.Unmarshal(b, &e); {
	case errors.As(err, &field) && field.Field != "":
		return e, fmt.Errorf("%s is a %s", field.Field, field.Value)
	case err != nil:
		return e, errors.New("it is not an object")
	case strings.Contains(e.K, ";") || e.P != nil && strings.Contains(*e.P, ";"):
		return e, errors.New("k or p holds a semicolon")
	}
	return e, nil
}

// record is the TXT record that the entry stands for.
func (e archived) record() string {
	text := "v=DKIM1"
	if e.K != "" {
		text += "; k=" + e.K
	}
	if e.P != nil {
		text += "; p=" + *e.P
	}
	return text
}

// here is the line of what is read next.
func (a *archive) here() int {
	a.in.settle(a.dec.InputOffset())
	return a.in.line
}
