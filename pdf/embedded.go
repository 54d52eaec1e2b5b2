package pdf

import (
	"crypto/md5"
	"fmt"

	"assay/document"
)

// streamKeys are the forms in which a specification holds its file, the best
// first. ISO 32000-2 table 43.
var streamKeys = []Name{"UF", "F", "Unix", "DOS", "Mac"}

// taken are the files that were taken out before, and the names given.
type taken struct {
	streams map[*Stream]bool
	names   map[string]int
}

// embed takes the embedded files out of a state, wherever they hang: the name
// tree, attachments, /AF, portfolios, media. ISO 32000-2 §7.11.4.
func (in *inventory) embed(d *document.Document, prefix string, t *taken) {
	for _, s := range in.specs {
		files := in.v.Dict(s.dict.Get("EF"))
		for _, key := range streamKeys {
			stream, ok := in.v.Resolve(files.Get(key)).(*Stream)
			if !ok || t.streams[stream] {
				continue
			}
			t.streams[stream] = true
			in.file(d, s, stream, prefix, t.names)
		}
	}
}

func (in *inventory) file(d *document.Document, s spec, stream *Stream, prefix string, names map[string]int) {
	v := in.v
	name := ""
	for _, key := range streamKeys {
		if name = v.Text(s.dict.Get(key)); name != "" {
			break
		}
	}
	name = unique(name, names)
	where := prefix + "embedded file, " + s.where
	data, err := v.Decode(stream)
	if err != nil {
		d.Unread("pdf/embedded", where, fmt.Sprintf("The embedded file %q cannot be read in full: %v.", name, err))
		if len(data) == 0 {
			return
		}
	}
	d.Embedded = append(d.Embedded, document.Embedded{Name: name, MIME: v.Text(stream.Dict.Get("Subtype")), Where: where, Data: data})
	of := fmt.Sprintf("%sembedded file %q /", prefix, name)
	if text := v.Text(s.dict.Get("Desc")); text != "" {
		d.Fields = append(d.Fields, document.Field{Name: "description of an embedded file", Value: text, Where: of + "Desc"})
	}
	params := v.Dict(stream.Dict.Get("Params"))
	for _, key := range []Name{"CreationDate", "ModDate"} {
		if text := v.Text(params.Get(key)); text != "" {
			d.Times = append(d.Times, timeOf(timeKeys[key], text, of+string(key)))
		}
	}
	if sum, ok := v.Resolve(params.Get("CheckSum")).(String); ok && err == nil && len(sum) == md5.Size && md5.Sum(data) != [md5.Size]byte([]byte(sum)) {
		d.Note("pdf/embedded-sum", where, fmt.Sprintf("The MD5 noted for the embedded file %q is not that of its bytes. Either was replaced without the other, or its writer computed the sum wrongly, which happens.", name))
	}
}

// unique makes name one that no other embedded file has; names counts how often
// each was given.
func unique(name string, names map[string]int) string {
	if name == "" {
		name = "unnamed"
	}
	candidate := name
	for names[candidate] > 0 {
		names[name]++
		candidate = fmt.Sprintf("%s (%d)", name, names[name])
	}
	names[candidate]++
	return candidate
}
