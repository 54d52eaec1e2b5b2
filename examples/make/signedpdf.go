package main

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// pdfFile is a PDF that grows by updates. ISO 32000-1 §7.5.6
type pdfFile struct {
	out  string
	last int // where the newest cross-reference table stands
	size int // objects
}

// content is a page's stream with these lines.
func pageContent(lines ...string) string {
	text := "BT /F 12 Tf 72 770 Td 16 TL\n"
	for _, line := range lines {
		text += "(" + strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(line) + ") Tj T*\n"
	}
	text += "ET\n"
	return fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(text), text)
}

// update adds objects by their numbers, with a table and a trailer, whose second identifier changes.
func (f *pdfFile) update(objects map[int]string) {
	if f.out == "" {
		f.out = "%PDF-1.7\n"
	}
	table := "xref\n"
	if f.last == 0 {
		table += "0 1\n0000000000 65535 f \n"
	}
	for _, n := range slices.Sorted(maps.Keys(objects)) {
		table += fmt.Sprintf("%d 1\n%010d 00000 n \n", n, len(f.out))
		f.out += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", n, objects[n])
		f.size = max(f.size, n+1)
	}
	trailer := ""
	if f.last > 0 {
		trailer = fmt.Sprintf("/Prev %d", f.last)
	}
	f.last = len(f.out)
	f.out += table + fmt.Sprintf("trailer\n<< /Size %d /Root 1 0 R /Info 8 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddee%02x>] %s >>\nstartxref\n%d\n%%%%EOF\n", f.size, f.last%256, trailer, f.last)
}

// Numbers of the objects of a signed document.
const (
	objCatalog   = 1
	objPages     = 2
	objPage      = 3
	objContent   = 4
	objFont      = 5
	objField     = 6 // of the signature
	objSignature = 7
	objInfo      = 8
	objForm      = 9 // a field to fill in
)

// signedForm is a page with these lines and a field for remarks, signed so that
// only forms may be filled in later.
func signedForm(by *holder, at time.Time, chain []*holder, lines ...string) *pdfFile {
	f := &pdfFile{}
	f.update(map[int]string{
		objCatalog: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R 9 0 R] /SigFlags 3 /DA (/F 12 Tf 0 g) /DR << /Font << /F 5 0 R >> >> >> /Perms << /DocMDP 7 0 R >> >>",
		objPages:   "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		objPage:    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> /Annots [6 0 R 9 0 R] >>",
		objContent: pageContent(lines...),
		objFont:    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
		objField:   "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature) /V 7 0 R /Rect [0 0 0 0] /F 132 /P 3 0 R >>",
		objSignature: "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange " + rangeRoom +
			" /Contents <" + strings.Repeat("0", signatureRoom) + "> /M (" + pdfDate(at) + ") /Reason (Approved)" +
			" /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P 2 /V /1.2 >> >>] >>",
		objInfo: "<< /Title (Accounts) /Author (Bram Tollivant) /Creator (Ledger 4.2) /Producer (Example PDF Writer 1.3) /CreationDate (" + pdfDate(at) + ") >>",
		objForm: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Remarks) /Rect [72 100 400 120] /F 4 /P 3 0 R /DA (/F 12 Tf 0 g) >>",
	})
	f.sign(by, at, chain)
	return f
}

const (
	signatureRoom = 8192 // hex digits
	rangeRoom     = "[0000000000 0000000000 0000000000 0000000000]"
)

// sign fills in what signedForm has left room for. ISO 32000-1 §12.8.1
func (f *pdfFile) sign(by *holder, at time.Time, chain []*holder) {
	from := strings.Index(f.out, "/Contents <") + len("/Contents ")
	to := from + signatureRoom + 2
	span := fmt.Sprintf("[%010d %010d %010d %010d]", 0, from, to, len(f.out)-to)
	f.out = strings.Replace(f.out, rangeRoom, span, 1)
	value := hex.EncodeToString(by.sign(f.out[:from]+f.out[to:], at, chain...))
	f.out = f.out[:from+1] + value + f.out[from+1+len(value):]
}

// pdfDate is a date as PDF has it. ISO 32000-1 §7.9.4
func pdfDate(t time.Time) string { return t.UTC().Format("D:20060102150405") + "Z" }
