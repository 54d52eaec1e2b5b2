package paper

import (
	"fmt"
	"strings"
)

// Parts of DOCX that are the same in every document of a version.

// panoses tell fonts apart in a table of fonts: ECMA-376 part 1 §17.8.3.13.
var panoses = map[string]string{
	"Calibri": "020F0502020204030204", "Calibri Light": "020F0302020204030204",
	"Cambria": "02040503050406030204", "Times New Roman": "02020603050405020304",
}

func fontTable(fonts []string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:fonts ` + wordSpaces + `>`)
	for _, f := range fonts {
		family := "swiss"
		if f == "Cambria" || f == "Times New Roman" {
			family = "roman"
		}
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:panose1 w:val="%s"/><w:charset w:val="00"/><w:family w:val="%s"/><w:pitch w:val="variable"/></w:font>`, f, panoses[f], family)
	}
	b.WriteString(`</w:fonts>`)
	return []byte(b.String())
}

// wordStyles are the few styles that the text uses, and the defaults that every
// document has: ECMA-376 part 1 §17.7.
func wordStyles(lang string) []byte {
	return []byte(xmlHead + `<w:styles ` + wordSpaces + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:cstheme="minorBidi"/><w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="` + escape(lang) + `" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="200" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>` +
		`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		`<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="10"/><w:qFormat/><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" w:cstheme="majorBidi"/><w:sz w:val="52"/><w:szCs w:val="52"/></w:rPr></w:style>` +
		`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr></w:style></w:styles>`)
}

// theme is what Office calls its own theme, colours and fonts: ECMA-376 part 1
// §20.1.6.9. Of its effects it has the three plainest.
func theme(major, minor string) []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office Theme"><a:themeElements><a:clrScheme name="Office"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1><a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>`)
	for _, c := range strings.Fields("dk2:1F497D lt2:EEECE1 accent1:4F81BD accent2:C0504D accent3:9BBB59 accent4:8064A2 accent5:4BACC6 accent6:F79646 hlink:0000FF folHlink:800080") {
		name, value, _ := strings.Cut(c, ":")
		fmt.Fprintf(&b, `<a:%s><a:srgbClr val="%s"/></a:%s>`, name, value, name)
	}
	b.WriteString(`</a:clrScheme><a:fontScheme name="Office">`)
	fmt.Fprintf(&b, `<a:majorFont><a:latin typeface="%s"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="%s"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme>`, major, minor)
	const colour = `<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>`
	b.WriteString(`<a:fmtScheme name="Office"><a:fillStyleLst>` + strings.Repeat(colour, 3) + `</a:fillStyleLst><a:lnStyleLst>` +
		strings.Repeat(`<a:ln w="9525">`+colour+`</a:ln>`, 3) + `</a:lnStyleLst><a:effectStyleLst>` +
		strings.Repeat(`<a:effectStyle><a:effectLst/></a:effectStyle>`, 3) + `</a:effectStyleLst><a:bgFillStyleLst>` + strings.Repeat(colour, 3) +
		`</a:bgFillStyleLst></a:fmtScheme></a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>`)
	return []byte(b.String())
}
