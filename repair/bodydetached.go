package repair

import (
	"bytes"
	"strings"

	"assay/mail"
)

// Bounds on files that are put back.
const (
	maxDetached     = 8        // files of one message
	maxDetachedSize = 32 << 20 // bytes of one file
)

// mozillaAltered is the field of a part whose file stands elsewhere.
const mozillaAltered = "X-Mozilla-Altered"

// undoDetached puts files back that Thunderbird has saved elsewhere, or
// deleted, where their bytes are known: it leaves the part, with the fields
// that it had before as its text, behind a sentence that ends in a colon.
func undoDetached(m *mail.Message, hints Hints, yield func([]byte) bool) {
	if hints.Files == nil {
		return
	}
	var parts []detached
	m.Root.Leaves(func(p *mail.Part) bool {
		if d, ok := readDetached(m, p, hints); ok {
			parts = append(parts, d)
		}
		return len(parts) < maxDetached
	})
	if len(parts) == 0 {
		return
	}
	for _, w := range writers {
		for _, delimited := range []bool{true, false} {
			if raw := attached(m, parts, w, delimited); raw != nil && !yield(raw) {
				return
			}
		}
	}
}

// detached is a part whose file stands elsewhere.
type detached struct {
	*mail.Part
	header  []byte // the fields that it had, with the line end behind them
	was     *mail.Part
	content []byte
}

func readDetached(m *mail.Message, p *mail.Part, hints Hints) (d detached, ok bool) {
	for _, f := range p.Header {
		ok = ok || f.Is(strings.ToLower(mozillaAltered))
	}
	end := []byte(eol(m))
	_, header, found := bytes.Cut(m.RawBody(p), append([]byte(":"), end...))
	if !ok || !found {
		return d, false
	}
	header, _, _ = bytes.Cut(header, append(bytes.Clone(end), end...))
	header = append(bytes.TrimRight(header, "\r\n"), end...)
	d = detached{Part: p, header: header, was: mail.Parse(append(bytes.Clone(header), end...)).Root}
	if name := d.was.FileName(); name != "" {
		d.content = hints.Files(name)
	}
	return d, d.content != nil && len(d.content) <= maxDetachedSize
}

// attached is m with its files back where they were, those in the encoding of
// w written by w; nil where none is. See reencoded for delimited.
func attached(m *mail.Message, parts []detached, w writer, delimited bool) []byte {
	var raw bytes.Buffer
	at, changed := 0, false
	for _, d := range parts {
		content := d.content
		switch {
		case d.was.Encoding == w.encoding:
			content = w.write(content, eol(m))
		case w.encoding == "8bit" && (d.was.Encoding == "7bit" || d.was.Encoding == "binary"):
			content = withEnds(content, eol(m))
		default:
			continue
		}
		if delimited {
			content = bytes.TrimSuffix(content, []byte(eol(m)))
		}
		changed = true
		raw.Write(m.Raw[at:d.Span.Start])
		raw.Write(d.header)
		raw.WriteString(eol(m))
		raw.Write(content)
		at = d.Span.End
	}
	if !changed {
		return nil
	}
	raw.Write(m.Raw[at:])
	return raw.Bytes()
}
