package c2pa

import "bytes"

// maxEnds is how many former ends of a file are tried.
const maxEnds = 500

// ends are the places behind from where the file may have ended when it was
// signed: the end of the picture, or of each state of a PDF. What other tools
// add behind it is then told apart from a change of what was signed.
func (a *asset) ends(from int) (list []int) {
	if n := len(a.pieces); n > 0 && a.pieces[n-1].End > from {
		list = append(list, a.pieces[n-1].End)
	}
	if !bytes.HasPrefix(a.content, []byte("%PDF-")) {
		return list
	}
	// ISO 32000-2 §7.5.5: the line end after the marker is part of it, or not.
	for len(list) < maxEnds {
		i := bytes.Index(a.content[from:], []byte("%%EOF"))
		if i < 0 {
			break
		}
		from += i + len("%%EOF")
		list = append(list, from)
		for n := 0; n < 2 && from < len(a.content) && (a.content[from] == '\r' || a.content[from] == '\n'); n++ {
			from++
			list = append(list, from)
		}
	}
	return list
}
