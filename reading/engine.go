package reading

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"strings"

	"assay/pdfium"
	"assay/plain"
)

// maxPixels bounds the picture of a page: A4 at 150 dots to the inch has 2.2
// million.
const maxPixels = 4 << 20

// engine starts pdfium when it is asked for the first time: that takes longer
// than to read most documents.
type engine struct {
	cache   string
	started *pdfium.Engine
}

func (e *engine) start() (*pdfium.Engine, error) {
	if e.started != nil {
		return e.started, nil
	}
	var err error
	e.started, err = pdfium.Open(e.cache)
	if err != nil {
		e.started = nil
		return nil, fmt.Errorf("the PDF engine does not start: %w", err)
	}
	return e.started, nil
}

// prepare is the parser pdf-start.
func (e *engine) prepare([]byte) ([]byte, error) {
	x, err := e.start()
	if err != nil {
		return nil, err
	}
	return nil, x.Start()
}

// text is the parser pdf-text: what a page says, notes and form fields included.
func (e *engine) text(content []byte) ([]byte, error) {
	return e.words(content, (*pdfium.Engine).Text)
}

// pageText is the parser pdf-page-text: without notes and form fields.
func (e *engine) pageText(content []byte) ([]byte, error) {
	return e.words(content, (*pdfium.Engine).PageText)
}

func (e *engine) words(content []byte, read func(*pdfium.Engine, []byte) (pages, problems []string, err error)) ([]byte, error) {
	x, err := e.start()
	if err != nil {
		return nil, err
	}
	var p pages
	if p.Text, p.Problems, err = read(x, content); err != nil {
		return nil, err
	}
	if tag, sure := plain.Language(strings.Join(p.Text, "\n")); sure {
		p.Language = tag
	}
	return encode(p)
}

// picture is the parser pdf-picture.
func (e *engine) picture(request []byte) ([]byte, error) {
	var q pictureRequest
	if err := gob.NewDecoder(bytes.NewReader(request)).Decode(&q); err != nil {
		return nil, fmt.Errorf("request for a picture: %w", err)
	}
	x, err := e.start()
	if err != nil {
		return nil, err
	}
	return x.Picture(q.Content, q.Page, maxPixels)
}
