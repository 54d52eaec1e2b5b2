package ooxml

import (
	"slices"
	"strings"
	"testing"

	"assay/internal/doctest"
)

const sheetSpace = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`

// table is a small workbook, made up.
var table = parts{
	"_rels/.rels":                rels("officeDocument", "xl/workbook.xml"),
	"xl/workbook.xml":            `<workbook` + sheetSpace + `><sheets><sheet name="Costs" sheetId="1" r:id="rId1"/></sheets></workbook>`,
	"xl/_rels/workbook.xml.rels": rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml"),
	"xl/sharedStrings.xml":       `<sst` + sheetSpace + `><si><t>Rent</t></si><si><r><t>Wa</t></r><r><t>ges</t></r><rPh><t>reading</t></rPh></si></sst>`,
	"xl/styles.xml":              `<styleSheet` + sheetSpace + `><numFmts><numFmt numFmtId="170" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="171" formatCode="[Red]0.00&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="10"/></cellXfs></styleSheet>`,
	"xl/worksheets/sheet1.xml":   sheetOf(`<row><c t="s"><v>0</v></c><c><v>12.5</v></c></row><row><c t="s"><v>1</v></c><c><f>2*3</f><v>6</v></c></row>`),
}

func sheetOf(rows string) string {
	return `<worksheet` + sheetSpace + `><sheetData>` + rows + `</sheetData></worksheet>`
}

func TestTable(t *testing.T) {
	got := doctest.Lines(table.read(t))
	for _, want := range []string{
		"spreadsheet xlsx application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"sheet = Costs (xl/workbook.xml)", "formulas = 1 (xl/worksheets/sheet1.xml)", "| Costs", "| Rent\t12.5", "| Wages\t6",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, strings.Join(got, "\n"))
		}
	}
	if d := table.read(t); d.Pages != 1 || len(d.Findings) > 0 {
		t.Errorf("%d pages, %v", d.Pages, d.Findings)
	}
}

// TestCells holds what a reader sees of each sort of value.
func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		`<c t="inlineStr"><is><t>in</t><r><t>line</t></r></is></c>`: "inline",
		`<c t="str"><f>x</f><v>text</v></c>`:                        "text",
		`<c t="b"><v>1</v></c>`:                                     "TRUE",
		`<c t="e"><v>#REF!</v></c>`:                                 "#REF!",
		`<c t="s"><v>99</v></c>`:                                    "", // no such string
		`<c s="1"><v>42846</v></c>`:                                 "2017-04-21",
		`<c s="2"><v>42846.5</v></c>`:                               "2017-04-21 12:00:00",
		`<c s="3"><v>42846</v></c>`:                                 "42846", // "days" is a word, Red a colour
		`<c s="4"><v>0.125</v></c>`:                                 "12.5%",
		`<c s="1"><v>59</v></c>`:                                    "1900-02-28",
		`<c s="1"><v>61</v></c>`:                                    "1900-03-01",
		`<c s="1"><v>-1</v></c>`:                                    "-1",
		`<c s="9"><v>7</v></c>`:                                     "7", // no such style
		`<c><v>0.10000000000000001</v></c>`:                         "0.1",
		`<c><v>3.3333332600000001E7</v></c>`:                        "33333332.6",
		`<c><v>1E100</v></c>`:                                       "1e+100",
	} {
		d := table.with("xl/worksheets/sheet1.xml", sheetOf("<row>"+cell+"</row>")).read(t)
		if got := strings.TrimPrefix(d.Text, "Costs\n"); strings.TrimSpace(got) != want {
			t.Errorf("%s: %q, want %q", cell, got, want)
		}
	}
}

// TestOneChangeInExcel starts from the table and changes one thing.
func TestOneChangeInExcel(t *testing.T) {
	was := table.read(t)
	book := func(old, new string) parts {
		return table.with("xl/workbook.xml", strings.Replace(table["xl/workbook.xml"], old, new, 1))
	}
	related := func(kind, target, name, content string) parts {
		return table.with("xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml", kind, target), name, content)
	}
	for name, c := range map[string]struct {
		p     parts
		added []string
	}{
		"a hidden sheet": {book(`sheetId="1"`, `sheetId="1" state="veryHidden"`), []string{"! office/hidden-sheet xl/workbook.xml", "hidden sheet = Costs (veryHidden) (xl/workbook.xml)"}},
		"a name":         {book(`</workbook>`, `<definedNames><definedName name="Top" hidden="1">Costs!$A$1</definedName></definedNames></workbook>`), []string{"defined name = Top (hidden) = Costs!$A$1 (xl/workbook.xml)"}},
		"a folder":       {book(`<sheets>`, `<a:absPath xmlns:a="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="C:\Users\ada\"/><sheets>`), []string{`saved in folder = C:\Users\ada\ (xl/workbook.xml x15ac:absPath)`}},
		"a pivot table": {related("pivotCacheDefinition", "pivot.xml", "xl/pivot.xml", `<pivotCacheDefinition`+sheetSpace+` refreshedBy="Di Example" refreshedDate="42846.5"/>`), []string{
			"edited 2017-04-21T12:00:00 (xl/pivot.xml refreshedDate)", "editor Di Example (xl/pivot.xml refreshedBy)"}},
		"a connection": {related("connections", "connections.xml", "xl/connections.xml", `<connections`+sheetSpace+`><connection><dbPr connection="Server=db.example.org" command="select"/></connection></connections>`), []string{
			"connection command = select (xl/connections.xml s:dbPr)", "connection connection = Server=db.example.org (xl/connections.xml s:dbPr)"}},
		"a shared workbook": {related("revisionHeaders", "revisions/h.xml", "xl/revisions/h.xml", `<headers`+sheetSpace+`><header userName="Di Example" dateTime="2017-03-01T10:00:00Z"/></headers>`), []string{
			"edited 2017-03-01T10:00:00Z (xl/revisions/h.xml s:header of Di Example)", "editor Di Example (xl/revisions/h.xml s:header)"}},
		"notes": {table.with("xl/worksheets/_rels/sheet1.xml.rels", rels("comments", "../comments1.xml"), "xl/comments1.xml", `<comments`+sheetSpace+`><authors><author>Di Example</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>check</t></r></text></comment></commentList></comments>`), []string{
			"comment = check (xl/comments1.xml of Di Example)", "editor Di Example (xl/comments1.xml s:comment)", "| check"}},
		"a thread": {table.with("xl/worksheets/_rels/sheet1.xml.rels", rels("http://x/threadedComment", "../t.xml"), "xl/t.xml", `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment dT="2017-03-01T10:00:00.00" personId="{1}"><text>why?</text></threadedComment></ThreadedComments>`,
			"xl/_rels/workbook.xml.rels", rels("worksheet", "worksheets/sheet1.xml", "sharedStrings", "sharedStrings.xml", "styles", "styles.xml", "http://x/person", "persons/p.xml"),
			"xl/persons/p.xml", `<personList xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><person displayName="Di Example" id="{1}" userId="di@example.org" providerId="None"/></personList>`), []string{
			"comment = why? (xl/t.xml of Di Example)",
			"edited 2017-03-01T10:00:00.00 (xl/t.xml tc:threadedComment of Di Example)",
			"editor Di Example (xl/persons/p.xml tc:person)", "editor Di Example (xl/t.xml tc:threadedComment)",
			"person = Di Example (di@example.org) (xl/persons/p.xml)"}},
		"a printer":    {table.with("xl/printerSettings/printerSettings1.bin", "P\x001\x00"+strings.Repeat("\x00", 100)), []string{"printer = P1 (xl/printerSettings/printerSettings1.bin)"}},
		"another book": {table.with("xl/externalLinks/_rels/externalLink1.xml.rels", rels("externalLinkPath", "!//server.example.org/b.xlsx")), []string{"! office/remote-target xl/externalLinks/_rels/externalLink1.xml.rels", "external externalLinkPath = //server.example.org/b.xlsx (xl/externalLinks/_rels/externalLink1.xml.rels)"}},
	} {
		added, _ := doctest.Changed(was, c.p.read(t))
		slices.Sort(c.added)
		if !slices.Equal(added, c.added) {
			t.Errorf("%s: added\n%s\nwant\n%s", name, strings.Join(added, "\n"), strings.Join(c.added, "\n"))
		}
	}
}
