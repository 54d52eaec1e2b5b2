package main

// pdfPairs are the pairs of the tells of PDF.
func pdfPairs() (list []pair) {
	add := func(folder, edit string, p paper, change func(*paper)) {
		authentic := p.bytes()
		change(&p)
		list = append(list, pair{folder, "pdf", edit, authentic, p.bytes()})
	}
	add("pdf-times", "Its date of modification is set back by 40 days, to before it was made.", plain(), func(p *paper) { p.modified = "D:20210123091512+01'00'" })
	add("pdf-xmp-info", "Info's date of creation is set back by 40 days; XMP keeps its own.", told(), func(p *paper) { p.created = "D:20210123091512+01'00'" })
	add("pdf-xmp-software", "Info's producer is written over by hand; XMP keeps its own.", told(), func(p *paper) { p.producer = "Sample Scanner 2" })
	add("pdf-identifiers", "Another programme wrote the file again with other words, and renewed the second identifier alone.", plain(), func(p *paper) {
		p.words, p.id[1] = "The fee is 900 a month.", "5C0FFEE0123456789ABCDEF001122334"
	})
	add("pdf-other-writer", "Another programme wrote the file again with other words, and took care of the identifiers.", plain(), func(p *paper) {
		p.words, p.mark = "The fee is 900 a month.", "\xbf\xf7\xa2\xfe"
	})
	history := told()
	history.packet.steps = []string{"2021-03-02T17:20:00+01:00", "2021-03-04T09:15:00+01:00"}
	add("xmp-history", "Both dates are set back by 40 days; the history keeps its steps.", history, func(p *paper) {
		p.created, p.modified = "D:20210123091512+01'00'", "D:20210123091512+01'00'"
		p.packet.created, p.packet.modified = "2021-01-23T09:15:12+01:00", "2021-01-23T09:15:12+01:00"
	})
	add("pdf-young-version", "Its dates are set back to 2004, two years before PDF 1.7.", plain(), func(p *paper) {
		p.created, p.modified = "D:20040304091500+01'00'", "D:20040304091500+01'00'"
	})
	add("pdf-revised", "A state is added in which the first page states another sum.", plain(), func(p *paper) {
		p.states = []state{{modified: "D:20210306101500+01'00'", words: "The fee is 900 a month."}}
	})
	noted := plain()
	noted.states = []state{{modified: "D:20210306101500+01'00'", note: "seen"}}
	add("pdf-revision-time", "The state with the note is dated back by 62 days.", noted, func(p *paper) { p.states[0].modified = "D:20210103101500+01'00'" })
	add("pdf-two-origins", "The last page names a second subset of its font, from another document.", plain(), func(p *paper) { p.second = true })
	add("pdf-odd-page", "A stream with further words is put behind that of the last page.", plain(), func(p *paper) { p.added = "Approved by the board." })
	older := func(year string) func(*paper) {
		return func(p *paper) { p.created, p.modified = "D:"+year+"0304091500+01'00'", "D:"+year+"0304091500+01'00'" }
	}
	add("pdf-young-software", "Its dates are set back to 2016, four years before LibreOffice 7.0.", plain(), older("2016"))
	calibri := plain()
	calibri.font = "Calibri"
	add("pdf-young-font", "Its dates are set back to 2001, years before its font went round.", calibri, older("2001"))
	return list
}
