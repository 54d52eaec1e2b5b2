package reading

import (
	"context"
	"errors"
	"fmt"

	"assay/document"
	"assay/source"
)

// State is one revision of a PDF as a file of its own.
type State struct {
	document.Revision
	Content []byte `json:"-"` // the file as it was then; shared with the whole
	Pages   int    `json:"pages"`
	// Reads are the pages whose words differ from those of the state before.
	Reads []document.Reading `json:"reads,omitempty"`
	// Problem says why its text could not be read; empty where it could.
	Problem string `json:"problem,omitempty"`
}

// ErrNoRevisions: the document is of a kind that keeps no former states.
var ErrNoRevisions = errors.New("only a PDF keeps its former states, and this is none")

// States takes every revision out of a PDF, the oldest first.
func (r *Reader) States(ctx context.Context, content []byte) (list []State, err error) {
	if parserOf(content[:min(len(content), source.HeadSize)]) != parsePDF {
		return nil, ErrNoRevisions
	}
	d, failed, err := r.parse(ctx, parsePDF, content)
	if err != nil {
		return nil, err
	}
	if failed.happened() {
		return nil, fmt.Errorf("it could not be read: %s", failed.why)
	}
	revisions := d.Revisions
	if len(revisions) == 0 { // it was written in one go
		revisions = []document.Revision{{Number: 1, Length: int64(len(content))}}
	}
	var before []string
	for i, rev := range revisions {
		s := State{Revision: rev, Content: content[:rev.Length]}
		now, failed, err := r.text(ctx, pdfText, s.Content)
		if err != nil {
			return nil, err
		}
		s.Pages, s.Problem = len(now.Text), failed.why
		if !failed.happened() {
			if i > 0 {
				s.Reads = compareWords(before, now.Text)
			}
			before = now.Text
		}
		list = append(list, s)
	}
	return list, nil
}

// Picture draws a page (from 1) of a PDF as a PNG.
func (r *Reader) Picture(ctx context.Context, content []byte, page int) ([]byte, error) {
	request, err := encode(pictureRequest{content, page})
	if err != nil {
		return nil, err
	}
	r.warmUp(ctx)
	answer, failed, err := r.do(ctx, pdfPicture, request)
	if err == nil && failed.happened() {
		err = fmt.Errorf("page %d could not be drawn: %s", page, failed.why)
	}
	return answer, err
}

// pictureRequest asks the parser pdf-picture for one page.
type pictureRequest struct {
	Content []byte
	Page    int
}
