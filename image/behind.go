package image

import (
	"bytes"
	"fmt"

	"assay/document"
)

// fewBehind is how many bytes are too few to hide anything: many cameras leave
// one or two.
const fewBehind = 8

// behind tells of bytes from end on, where the picture is over.
func (r *reader) behind(end int, where string) {
	rest := r.content[min(end, len(r.content)):]
	if len(rest) == 0 {
		return
	}
	if len(bytes.Trim(rest, "\x00\r\n ")) == 0 {
		r.field("padding behind the end", fmt.Sprintf("%d bytes", len(rest)), where)
		return
	}
	if len(rest) < fewBehind {
		r.field("bytes behind the end", fmt.Sprintf("%x", rest), where)
		return
	}
	what := kindOf(rest)
	r.d.Note("image/data-behind-end", fmt.Sprintf("%s, byte %d", where, end),
		fmt.Sprintf("%d bytes stand behind the end of the picture, where viewers do not look (%s). Innocent explanations: a camera's or phone's own data, the film of a moving picture, a preview, a file that was appended by a faulty transfer.", len(rest), what))
	r.embed("behind-end", rest, fmt.Sprintf("behind the end of the picture, byte %d", end))
}

// embed adds a file inside the picture.
func (r *reader) embed(name string, data []byte, where string) {
	m, ext := mimeOf(data)
	r.d.Embedded = append(r.d.Embedded, document.Embedded{Name: fmt.Sprintf("%s-%d%s", name, len(r.d.Embedded)+1, ext), MIME: m, Where: where, Data: data})
}

// kinds are beginnings of files that occur inside pictures.
var kinds = []struct {
	magic          string
	at             int
	mime, ext, say string
}{
	{"\xff\xd8\xff", 0, "image/jpeg", ".jpg", "it begins like a JPEG"},
	{"\x89PNG\r\n", 0, "image/png", ".png", "it begins like a PNG"},
	{"GIF8", 0, "image/gif", ".gif", "it begins like a GIF"},
	{"PK\x03\x04", 0, "application/zip", ".zip", "it begins like a ZIP archive"},
	{"Rar!", 0, "application/vnd.rar", ".rar", "it begins like a RAR archive"},
	{"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed", ".7z", "it begins like a 7z archive"},
	{"%PDF-", 0, "application/pdf", ".pdf", "it begins like a PDF"},
	{"ftyp", 4, "video/mp4", ".mp4", "it begins like an MP4 film"},
	{"RIFF", 0, "", ".riff", "it begins like a RIFF file"},
}

func mimeOf(data []byte) (mime, ext string) {
	for _, k := range kinds {
		if len(data) >= k.at && bytes.HasPrefix(data[k.at:], []byte(k.magic)) {
			return k.mime, k.ext
		}
	}
	return "application/octet-stream", ".bin"
}

func kindOf(data []byte) string {
	for _, k := range kinds {
		if len(data) >= k.at && bytes.HasPrefix(data[k.at:], []byte(k.magic)) {
			return k.say
		}
	}
	return "of no kind that is known here"
}
