// Package image reads pictures: JPEG, PNG, GIF, WebP, TIFF, HEIC, AVIF, BMP,
// PSD and SVG. It tells what they are, what their metadata claim (EXIF, IPTC,
// XMP, text chunks, maker notes as far as they name devices), how the file is
// built, what stands behind its end, and a perceptual hash of what is seen.
//
// It follows ISO/IEC 10918-1 (JPEG), CIPA DC-008 (EXIF), CIPA DC-007 (MPF),
// IPTC IIM 4.2, ISO 15076-1 (ICC), the W3C's PNG, GIF89a, RFC 9649 (WebP), TIFF
// 6.0, ISO/IEC 14496-12 and 23008-12 (HEIF), and Adobe's description of PSD.
//
// All metadata are claims: they are written by whoever wrote the file last, and
// most messengers and web sites take them away. Nothing here shows that the
// pixels are those of the scene. It does not decode HEIC, AVIF, PSD or SVG, so
// that these have no hash, and leaves C2PA manifests to package sign/c2pa.
package image

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/xmp"
)

// Bounds on what is read of one picture.
const (
	MaxPixels   = 64 << 20  // of a picture that is decoded
	MaxDecoded  = 512 << 20 // bytes of memory that its pixels may take
	MaxScans    = 100       // scans of a JPEG that is decoded
	MaxSegments = 20_000    // segments, chunks or boxes of one file
	MaxEntries  = 20_000    // EXIF and IPTC entries of one file
	MaxInflated = 16 << 20  // bytes of one compressed chunk
	maxPackets  = 32        // of XMP
	maxCaption  = 256 << 10 // bytes of one text about the picture
)

var errUnknown = errors.New("not a picture of a format that is read here")

// reader is one reading of one picture.
type reader struct {
	d       *document.Document
	content []byte
	// claimed is what the file's own header says of its pixels.
	claimed shape
	scans   int         // of a JPEG
	thumbs  []thumbnail // as found, for comparison with the picture
	lines   []string    // captions, for search
	entries int         // of EXIF and IPTC so far
	packets int         // of XMP so far
	mended  []byte      // the content as its decoder bears it; nil where that is the content
	largest int64       // pixels of one part, where that is another than the canvas

	spent     int64 // of MaxMetadata
	overspent bool
	alike     map[string]int // findings by ID
	dropped   int            // fields
}

// shape is what a header says of the pixels; 0 where it does not.
type shape struct {
	width, height, depth, frames int
	where                        string
}

// format is one that is read here.
type format struct {
	name, mime string
	is         func([]byte) bool
	read       func(*reader)
	decodes    bool
}

var formats = []format{
	{"jpeg", "image/jpeg", starts("\xff\xd8\xff"), (*reader).jpeg, true},
	{"png", "image/png", starts("\x89PNG\r\n\x1a\n"), (*reader).png, true},
	{"gif", "image/gif", starts("GIF87a", "GIF89a"), (*reader).gif, true},
	{"webp", "image/webp", isWebP, (*reader).webp, true},
	{"tiff", "image/tiff", starts("II*\x00", "MM\x00*", "II+\x00", "MM\x00+"), (*reader).tiff, true},
	{"avif", "image/avif", brand("avif", "avis"), (*reader).heif, false},
	{"heic", "image/heic", brand("heic", "heix", "hevc", "hevx", "heim", "heis"), (*reader).heif, false},
	{"heif", "image/heif", brand("mif1", "msf1", "mif2", "miaf"), (*reader).heif, false},
	{"psd", "image/vnd.adobe.photoshop", starts("8BPS"), (*reader).psd, false},
	{"bmp", "image/bmp", isBMP, (*reader).bmp, true},
	{"svg", "image/svg+xml", isSVG, (*reader).svg, false},
}

// Read reads a picture. It fails only where content is of none of the formats;
// whatever cannot be read inside is a finding.
func Read(content []byte) (*document.Document, error) {
	for _, f := range formats {
		if !f.is(content) {
			continue
		}
		r := &reader{d: &document.Document{Kind: document.Image, Format: f.name, MIME: f.mime}, content: content}
		f.read(r)
		r.report()
		if f.decodes {
			r.look()
		} else if f.name != "svg" {
			r.unread("image/not-decoded", "the pixels", fmt.Sprintf("Pictures of the format %s are not decoded here: there is no perceptual hash, and nothing was compared with a thumbnail.", f.name))
		}
		r.total()
		r.d.Text = strings.Join(r.lines, "\n")
		r.d.Bound()
		return r.d, nil
	}
	return nil, errUnknown
}

// report says what the header claims.
func (r *reader) report() {
	c := r.claimed
	if c.width > 0 && c.height > 0 {
		r.field("dimensions", fmt.Sprintf("%d x %d", c.width, c.height), c.where)
	}
	if c.depth > 0 {
		r.field("bit depth", fmt.Sprint(c.depth), c.where)
	}
	if c.frames > 1 {
		r.field("frames", fmt.Sprint(c.frames), c.where)
	}
}

func (r *reader) field(name, value, where string) {
	value = document.Clip(value[:min(len(value), 4*document.MaxValue)])
	if name = document.Clip(name); name == "" {
		name = "without a name" // a keyword of nothing, in a PNG
	}
	switch {
	case value == "":
	case len(r.d.Fields) >= maxFields:
		r.dropped++
	default:
		r.d.Fields = append(r.d.Fields, document.Field{Name: name, Value: value, Where: where})
	}
}

// caption is text that a person wrote about the picture: it can be searched.
func (r *reader) caption(text string) {
	text = strings.TrimSpace(text)
	if len(text) > maxCaption || len(r.lines) == document.MaxFields {
		r.unread("image/caption-cut", "captions", fmt.Sprintf("A text of %d bytes about the picture can be searched only in part: %d texts of %d bytes each are kept.", len(text), document.MaxFields, maxCaption))
		text = text[:min(len(text), maxCaption)]
	}
	if text != "" && len(r.lines) < document.MaxFields && !slices.Contains(r.lines, text) {
		r.lines = append(r.lines, text)
	}
}

func (r *reader) software(text, role, where string) {
	if name, version := xmp.SplitVersion(text); name != "" {
		r.d.Software = append(r.d.Software, document.Software{Name: name, Version: version, Role: role, Where: where})
	}
}

// packet reads an XMP packet into the document.
func (r *reader) packet(content []byte, where string) {
	if r.packets++; !r.afford(2*len(content), where) || r.packets > maxPackets {
		if r.packets == maxPackets+1 {
			r.unread("image/too-much", where, fmt.Sprintf("It has more than %d XMP packets; the rest was not read.", maxPackets))
		}
		return
	}
	p, err := xmp.Parse(content)
	if err != nil {
		r.unread("image/xmp-unread", where, fmt.Sprintf("Its XMP packet of %d bytes could not be read: %v.", len(content), err))
		return
	}
	xmp.Fill(r.d, p, where)
	for _, name := range captions {
		for _, text := range p.All(name.space, name.name) {
			r.caption(text)
		}
	}
}

// captions are the properties that people write about a picture.
var captions = []struct{ space, name string }{
	{xmp.DC, "title"}, {xmp.DC, "description"}, {xmp.DC, "subject"},
	{xmp.Photoshop, "Headline"}, {xmp.Photoshop, "Instructions"},
	{"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "AltTextAccessibility"},
	{"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/", "ExtDescrAccessibility"},
	{xmp.EXIF, "UserComment"}, {xmp.TIFF, "ImageDescription"},
}

func starts(magics ...string) func([]byte) bool {
	return func(content []byte) bool {
		for _, m := range magics {
			if bytes.HasPrefix(content, []byte(m)) {
				return true
			}
		}
		return false
	}
}
