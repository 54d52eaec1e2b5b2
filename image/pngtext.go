package image

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"assay/document"
)

// pngText reads a pair of keyword and text: PNG §11.3.3.2.
func (r *reader) pngText(key, value, where string) {
	where += " " + key
	claim := said(value, where)
	if profile, ok := strings.CutPrefix(key, "Raw profile type "); ok {
		r.profile(profile, value, where)
		return
	}
	if key == "XML:com.adobe.xmp" {
		r.packet([]byte(value), "XMP")
		return
	}
	if strings.TrimSpace(value) == "" {
		return
	}
	switch strings.ToLower(key) {
	case "author", "artist":
		r.d.Authors = append(r.d.Authors, claim)
	case "title":
		r.d.Titles = append(r.d.Titles, claim)
		r.caption(value)
	case "software":
		r.software(value, "producer", where)
	case "creation time", "create-date", "date:create":
		r.pngTime(document.Created, value, where)
	case "date:modify", "modify-date":
		r.pngTime(document.Modified, value, where)
	case "description", "comment", "disclaimer", "warning":
		r.caption(value)
		r.field(key, value, where)
	default:
		r.field(key, value, where)
	}
}

func (r *reader) pngTime(what, value, where string) {
	at := ""
	for _, layout := range []string{time.RFC3339, time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700"} {
		if parsed, err := time.Parse(layout, strings.TrimSpace(value)); err == nil {
			at = parsed.Format(time.RFC3339)
			break
		}
	}
	if at == "" {
		at = exifTime(value, "", "")
	}
	r.d.Times = append(r.d.Times, document.NewTime(what, at, value, where))
}

// profile reads what ImageMagick and others keep as a line of the name, one of
// the length, and hexadecimal.
func (r *reader) profile(name, value, where string) {
	words := strings.Fields(value)
	if len(words) < 3 {
		return
	}
	data, err := hex.DecodeString(strings.Join(words[2:], ""))
	if err != nil {
		r.unread("image/chunk-unread", where, fmt.Sprintf("A profile could not be read: %v.", err))
		return
	}
	switch name {
	case "exif", "APP1":
		if body := data; cut(&body, "Exif\x00\x00") {
			r.exif(body, "EXIF")
		} else if cut(&body, "http://ns.adobe.com/xap/1.0/\x00") {
			r.packet(body, "XMP")
		} else {
			r.exif(data, "EXIF")
		}
	case "xmp":
		r.packet(data, "XMP")
	case "iptc", "8bim":
		r.resources(data, where)
	case "icc", "icm":
		r.icc(data, where)
	}
}
