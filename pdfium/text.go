package pdfium

import (
	"errors"
	"fmt"
	"strings"

	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/responses"
)

// Text is the text of each page, in the order of the pages; a page that could
// not be read is "". Problems are one line each, of what is not there: pages
// that failed, pages and text over the bounds. The error is ErrPassword (use
// errors.Is), or says why there is no page at all.
func (e *Engine) Text(content []byte) (pages, problems []string, err error) {
	return e.words(content, true)
}

// PageText is Text without what stands in notes and form fields.
func (e *Engine) PageText(content []byte) (pages, problems []string, err error) {
	return e.words(content, false)
}

func (e *Engine) words(content []byte, notes bool) (pages, problems []string, err error) {
	d, err := e.open(content)
	if err != nil {
		return nil, nil, err
	}
	var failed int
	problem := func(format string, args ...any) {
		if failed++; failed <= MaxProblems {
			problems = append(problems, fmt.Sprintf(format, args...))
		}
	}
	size := 0
	for i := range d.pages {
		if i == MaxPages {
			problem("it has %d pages; the text of those after page %d was not read", d.pages, MaxPages)
			break
		}
		text, err := d.text(i, notes)
		if err != nil {
			problem("page %d: %v", i+1, err)
		}
		if size += len(text); size > MaxText {
			problem("it has more than %d bytes of text; that of page %d and later was not kept", MaxText, i+1)
			break
		}
		pages = append(pages, text)
		if e.late.Load() {
			if i+1 < d.pages {
				problem("the pages after page %d were not read", i+1)
			}
			break
		}
	}
	if failed > MaxProblems {
		problems = append(problems, fmt.Sprintf("%d problems more", failed-MaxProblems))
	}
	if err := d.close(); err != nil {
		problem("pdfium did not close: %v", err)
	}
	return pages, problems, nil
}

// text is the text of one page, counted from 0, with that of its notes and form
// fields or without. Text may come with an error, which says what of the page is
// missing.
func (d *document) text(i int, notes bool) (text string, err error) {
	var unread error
	err = d.within(func() error {
		page, err := d.instance.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: d.ref, Index: i})
		if err != nil {
			return err
		}
		defer d.instance.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: page.Page})
		if notes {
			unread = d.flatten(requests.Page{ByReference: &page.Page})
		}
		words, err := d.instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByReference: &page.Page}})
		if err != nil {
			return err
		}
		defer d.instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: words.TextPage})
		count, err := d.instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: words.TextPage})
		if err != nil || count.Count <= 0 {
			return err
		}
		if count.Count > MaxPageText {
			return fmt.Errorf("it has %d characters, over the bound of %d", count.Count, MaxPageText)
		}
		got, err := d.instance.FPDFText_GetText(&requests.FPDFText_GetText{TextPage: words.TextPage, Count: count.Count})
		if err != nil {
			return err
		}
		text = tidy(got.Text)
		return nil
	})
	if err == nil {
		err = unread
	}
	return text, err
}

// flatten makes what stands in notes and form fields, as far as a reader sees
// it, part of the page in memory: pdfium's text is that of the page alone.
func (d *document) flatten(page requests.Page) error {
	flat, err := d.instance.FPDFPage_Flatten(&requests.FPDFPage_Flatten{Page: page, Usage: requests.FPDFPage_FlattenUsageNormalDisplay})
	if err == nil && flat.Result == responses.FPDFPage_FlattenResultFail {
		err = errors.New("pdfium does not say why")
	}
	if err != nil {
		return fmt.Errorf("the words in its notes and form fields were not read: %w", err)
	}
	return nil
}

// tidy turns line ends to "\n", the mark that pdfium puts for a hyphen at the
// end of a line to a hyphen, and drops what is no character.
func tidy(text string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == 0x02 || r == 0xFFFE:
			return '-'
		case r < ' ' && r != '\n' && r != '\t', r == 0x7f, r == 0xFFFF:
			return -1
		}
		return r
	}, text), "\uFFFD")
}
