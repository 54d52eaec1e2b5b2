package xmp

import (
	_ "embed"
	"strings"
)

// Namespaces of the properties that have a place of their own.
const (
	DC        = "http://purl.org/dc/elements/1.1/"
	Basic     = "http://ns.adobe.com/xap/1.0/"
	Media     = "http://ns.adobe.com/xap/1.0/mm/"
	Event     = "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#"
	Reference = "http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
	PDF       = "http://ns.adobe.com/pdf/1.3/"
	Photoshop = "http://ns.adobe.com/photoshop/1.0/"
	TIFF      = "http://ns.adobe.com/tiff/1.0/"
	EXIF      = "http://ns.adobe.com/exif/1.0/"
	Note      = "http://ns.adobe.com/xmp/note/"
)

//go:embed namespaces.tsv
var namespaces string

// prefixOf gives the usual prefix of a namespace's URI.
var prefixOf = readPrefixes(namespaces)

func readPrefixes(table string) map[string]string {
	list := map[string]string{}
	for line := range strings.Lines(table) {
		if prefix, uri, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			list[uri] = prefix
		}
	}
	return list
}
