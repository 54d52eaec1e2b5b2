package reading

import (
	"bytes"
	"encoding/gob"

	"assay/document"
	"assay/finding"
	"assay/image"
	"assay/isolate"
	"assay/office"
	"assay/oletext"
	"assay/pdf"
	"assay/plain"
	"assay/sign/c2pa"
	"assay/sign/officesig"
	"assay/sign/pdfsig"
)

// Parsers are the parsers that a child process serves, by name. cache is a
// folder for compiled code that may be deleted; empty for none.
func Parsers(cache string) isolate.Table {
	engine := &engine{cache: cache}
	table := isolate.Table{
		string(pdfText):     engine.text,
		string(pdfPageText): engine.pageText,
		string(pdfPicture):  engine.picture,
		string(pdfStart):    engine.prepare,
	}
	for name, read := range map[parser]func([]byte) (*document.Document, error){
		parsePDF: readPDF, parseOffice: readOffice, parseOLE: oletext.Read, parseImage: readImage, parsePlain: plain.Read,
	} {
		table[string(name)] = answering(read)
	}
	return table
}

// answering makes a parser of a function that reads documents.
func answering(read func([]byte) (*document.Document, error)) isolate.Parser {
	return func(content []byte) ([]byte, error) {
		d, err := read(content)
		if err != nil {
			return nil, err
		}
		if d.Text != "" {
			tag, sure := plain.Language(d.Text)
			if sure {
				addLanguage(d, tag)
			}
		}
		d.Bound()
		return encode(d)
	}
}

func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	err := gob.NewEncoder(&b).Encode(v)
	return b.Bytes(), err
}

func readPDF(content []byte) (*document.Document, error) {
	f, err := pdf.Open(content)
	if err != nil {
		return nil, err
	}
	d := f.Document()
	signed, findings := pdfsig.Signatures(f)
	d.Signed = append(d.Signed, signed...)
	d.Findings = append(d.Findings, findings...)
	c2pa.Add(d, content)
	return d, nil
}

func readOffice(content []byte) (*document.Document, error) {
	d, err := office.Read(content)
	if err != nil || !bytes.HasPrefix(content, []byte("PK")) {
		return d, err
	}
	signed, findings, err := officesig.Read(content)
	if err != nil {
		d.Unread("office/signatures-unread", "its signatures", finding.Sentence("they could not be read: "+err.Error()))
	}
	d.Signed = append(d.Signed, signed...)
	d.Findings = append(d.Findings, findings...)
	return d, nil
}

func readImage(content []byte) (*document.Document, error) {
	d, err := image.Read(content)
	if err == nil {
		c2pa.Add(d, content)
	}
	return d, err
}

// addLanguage notes the language that a text was found to be in, if any.
func addLanguage(d *document.Document, tag string) {
	if tag != "" {
		d.Languages = append(d.Languages, document.Said{Value: tag, Where: "detected in its text"})
	}
}

// holds reports whether the mathematics of a signature holds.
func holds(s *document.Signature) bool {
	return s.Result == finding.Pass || s.Result == finding.Policy
}
