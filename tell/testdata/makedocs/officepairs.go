package main

import "time"

// officePairs are the pairs of the tells of office documents.
func officePairs() []pair {
	word, libre, early := saved(), saved(), draft()
	libre.maker, libre.packed = 20, time.Date(2021, 3, 5, 10, 40, 2, 0, time.UTC)
	docx := func(folder, edit string, edited letter) pair {
		return pair{folder, "docx", edit, word.docx(), edited.docx()}
	}
	replaced, repacked := word, word
	replaced.words, replaced.foreign = "Dear Ada, we meet on Sunday at noon.", "word/document.xml"
	repacked.words, repacked.maker, repacked.packed = replaced.words, archiverMaker, time.Date(2021, 3, 5, 10, 42, 0, 0, time.UTC)
	moved, later := early, early
	moved.created, moved.saved = early.created.AddDate(0, -2, -3), early.saved.AddDate(0, -2, -3)
	later.saved = early.saved.AddDate(1, 0, 0)
	renamed, moreWords := word, libre
	renamed.version, moreWords.words = "12.0000", "Dear Ada, we meet on Saturday at noon."
	copied := word
	copied.added = paragraph("5E1A0B02", "The fee of Cy is 900.")
	tracked := word
	tracked.added = `<w:p w14:paraId="5E1A0B03" w14:textId="77777777"><w:ins w:id="1" w:author="Bob Example" w:date="2021-03-05T11:20:00Z"><w:r><w:t>Bring the papers.</w:t></w:r></w:ins></w:p>`
	return []pair{
		{"office-change-times", "docx", "The dates were set back by a month; that of the tracked change stayed.", tracked.docx(), tracked.at("2021-02-04T08:15:00Z", "2021-02-05T10:40:00Z").docx()},
		docx("office-times", "dcterms:modified was set back to 3 February 2021, before the making.", word.at(word.created, "2021-02-03T10:40:00Z")),
		docx("office-edit-time", "dcterms:created was set to ten minutes before the last saving; the 95 minutes of editing stayed.", word.at("2021-03-05T10:30:00Z", word.modified)),
		{"office-doc-twice", "doc", "The times of making and saving in the properties were set back by two months and three days.", early.doc(), moved.doc()},
		{"office-ole-times", "doc", "The time of the last saving in the properties was set to a year later.", early.doc(), later.doc()},
		docx("office-member-replaced", "word/document.xml was taken out, its Friday made Sunday, and put back by an archiver.", replaced),
		docx("office-not-as-saved", "The package was unpacked, Friday made Sunday, and packed again by an archiver.", repacked),
		{"office-zip-times", "odt", "The dates in meta.xml were set back to January 2021.", libre.odt(), libre.at("2021-01-04T08:15:00Z", "2021-01-05T10:40:00Z").odt()},
		docx("office-version-differs", "AppVersion was set to 12.0000, Word 2007.", renamed),
		docx("office-paragraph-numbers", "The last paragraph was copied in the XML, and its words changed.", copied),
		{"office-odf-counts", "odt", "Friday was made Saturday in content.xml.", libre.odt(), moreWords.odt()},
		docx("office-young-software", "The dates were set back to 2012; the version of Word stayed.", word.at("2012-03-04T08:15:00Z", "2012-03-05T10:40:00Z")),
		docx("office-young-font", "The dates were set back to February 2003; Calibri stayed.", word.at("2003-02-04T08:15:00Z", "2003-02-05T10:40:00Z")),
		docx("office-young-feature", "The dates were set back to 2014; the extensions of 2016 and 2018 stayed.", word.at("2014-09-04T08:15:00Z", "2014-09-05T10:40:00Z")),
	}
}
