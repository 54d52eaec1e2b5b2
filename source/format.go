package source

import (
	"bytes"
	_ "embed"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"assay/item"
)

// Format is what content is recognised as.
type Format string

// The formats that are read, and Document for all that is none of them. What
// is recognised but not read has further names, those of data/formats.txt.
// A tape archive inside a compressor is "tar." and the compressor's name.
const (
	FormatMail     Format = "mail"
	FormatMbox     Format = "mbox"
	FormatZip      Format = "zip"
	FormatTar      Format = "tar"
	FormatGzip     Format = "gzip"
	FormatBzip2    Format = "bzip2"
	FormatXZ       Format = "xz"
	FormatZstd     Format = "zstd"
	FormatOffice   Format = "office" // a zip that is one document: OOXML, ODF, EPUB, JAR, APK
	FormatOLE2     Format = "ole2"   // Word, Excel and others of before 2007
	FormatMSG      Format = "msg"    // a message of Outlook, an OLE2 file
	FormatDocument Format = "document"
)

// msgCommand converts a message of Outlook.
const msgCommand = "msgconvert FILE   (package libemail-outlook-message-perl)"

// Kind is the kind of item that content of this format makes.
func (f Format) Kind() item.Kind {
	switch f {
	case FormatMail:
		return item.Mail
	case FormatMbox, FormatZip, FormatTar, FormatGzip, FormatBzip2, FormatXZ, FormatZstd:
		return item.Container
	case FormatMSG:
		return item.Unreadable
	}
	if strings.HasPrefix(string(f), "tar.") {
		return item.Container
	}
	if f.command() != "" {
		return item.Unreadable
	}
	return item.Document
}

// command converts content of this format to something that is read; empty
// where none is needed.
func (f Format) command() string {
	if f == FormatMSG {
		return msgCommand
	}
	for _, s := range signatures() {
		if s.format == f && s.command != "" {
			return s.command
		}
	}
	return ""
}

// Recognise says what content is from its first bytes: HeadSize of them, or
// all where there are fewer. The name of a file plays no part. Two answers can
// change when more is seen: FormatZip to FormatOffice, and FormatOLE2 to
// FormatMSG, where what decides stands further inside.
func Recognise(head []byte) Format {
	for _, s := range signatures() {
		if !s.fits(head) {
			continue
		}
		switch {
		case s.format == FormatZip && firstMemberIsPackage(head):
			return FormatOffice
		case s.format == FormatOLE2 && isOutlookMessage(directoryIn(head)):
			return FormatMSG
		}
		return s.format
	}
	switch {
	case isTarHeader(head):
		return FormatTar
	case isMbox(head):
		return FormatMbox
	case isMail(head):
		return FormatMail
	}
	return FormatDocument
}

// signature is one row of data/formats.txt.
type signature struct {
	format  Format
	offset  int
	bytes   []byte
	any     []bool // where bytes may be anything
	command string
}

func (s *signature) fits(head []byte) bool {
	if len(head) < s.offset+len(s.bytes) {
		return false
	}
	for i, b := range s.bytes {
		if !s.any[i] && head[s.offset+i] != b {
			return false
		}
	}
	return true
}

//go:embed data/formats.txt
var formatsTable string

// signatures is the table; a test reads every row of it.
var signatures = sync.OnceValue(func() []signature {
	table, err := parseSignatures(formatsTable)
	if err != nil {
		panic(err)
	}
	return table
})

func parseSignatures(text string) (table []signature, err error) {
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0][0] == '#' {
			continue
		}
		if len(fields) < 3 {
			return nil, fmt.Errorf("row %q has fewer than 3 columns", line)
		}
		s := signature{format: Format(fields[0]), command: strings.Join(fields[3:], " ")}
		if s.offset, err = strconv.Atoi(fields[1]); err != nil {
			return nil, fmt.Errorf("row %q: %w", line, err)
		}
		if s.bytes, err = hex.DecodeString(strings.ReplaceAll(fields[2], "..", "00")); err != nil {
			return nil, fmt.Errorf("row %q: %w", line, err)
		}
		for i := range s.bytes {
			s.any = append(s.any, fields[2][2*i:2*i+2] == "..")
		}
		table = append(table, s)
	}
	return table, nil
}

// isTarHeader knows the tape archives of before ustar, which have no magic
// bytes: by the checksum of their first header.
func isTarHeader(head []byte) bool {
	const block, sumAt, sumLen = 512, 148, 8
	if len(head) < block || head[0] == 0 {
		return false
	}
	field := strings.Trim(string(head[sumAt:sumAt+sumLen]), " \x00")
	want, err := strconv.ParseUint(field, 8, 32)
	if err != nil {
		return false
	}
	sum := uint64(sumLen * ' ') // the field itself counts as blanks
	for i, b := range head[:block] {
		if i < sumAt || i >= sumAt+sumLen {
			sum += uint64(b)
		}
	}
	return sum == want
}

// firstMemberIsPackage reports whether the first member of the zip that begins
// with head is one that opens a document: "mimetype" (ODF 1.2 part 3 §3.3,
// EPUB OCF §4.3), "[Content_Types].xml" (ECMA-376 part 2 §10.1.2).
func firstMemberIsPackage(head []byte) bool {
	name, ok := localName(head)
	return ok && (bytes.Equal(name, []byte(odfMember)) || bytes.Equal(name, []byte(ooxmlMember)))
}
