package tell

import "testing"

func TestNameAndVersion(t *testing.T) {
	for text, want := range map[string][2]string{
		"pdfTeX-1.40.24":                                       {"pdfTeX", "1.40.24"},
		"MiKTeX pdfTeX-1.40.20":                                {"pdfTeX", "1.40.20"},
		"pdfTeX, Version 3.141592653-2.6-1.40.24":              {"", ""},
		"pdfTeX-1.50.0":                                        {"", ""},
		"Skia/PDF m120":                                        {"Skia/PDF", "120"},
		"GPL Ghostscript 9.54.0":                               {"GPL Ghostscript", "9.54.0"},
		"Mac OS X 10.11.1 Quartz PDFContext":                   {"Mac OS X", "10.11.1"},
		"macOS Version 13.2.1 (Build 22D68) Quartz PDFContext": {"macOS", "13.2.1"},
		"Microsoft® Word 2016":                                 {"microsoft Word", "16"},
		"Microsoft® Office Word 2007":                          {"microsoft Word", "12"},
		"Microsoft® Word for Microsoft 365":                    {"microsoft Word", "16"},
		"Microsoft® Word 97":                                   {"microsoft Word", ""},
		"iText® 5.5.9 ©2000-2015 iText Group NV":               {"iText", "5.5.9"},
		"cairo 1.16.0 (https://cairographics.org)":             {"cairo", "1.16.0"},
		"Adobe Photoshop CS5 Windows":                          {"Adobe Photoshop CS", "5"},
		"Adobe Photoshop 22.0 (Macintosh)":                     {"Adobe Photoshop", "22.0"},
		"Apple iPhone 6s Plus":                                 {"Apple iPhone", "6"},
		"Adobe Photoshop":                                      {"", ""},
		"LibreOffice 7.0":                                      {"LibreOffice", "7.0"},
	} {
		if name, version := nameAndVersion(text); name != want[0] || version != want[1] {
			t.Errorf("%q is %q, %q; want %q", text, name, version, want)
		}
	}
}

func TestFontOf(t *testing.T) {
	for value, want := range map[string]string{
		"ABCDEF+Calibri,Bold, TrueType, embedded in part": "calibri",
		"Calibri-Light, TrueType, not embedded":           "calibri",
		"BCDEEE+SegoeUI, Type0, embedded in part":         "segoe ui",
		"ABCDEF+Helvetica, Type1, embedded in part":       "",
		"CalibriSans, TrueType, embedded":                 "",
	} {
		r, ok := fontOf(value)
		if got := append(r.cells, "")[0]; got != want || ok != (want != "") {
			t.Errorf("%q is the font %q, want %q", value, got, want)
		}
	}
}
