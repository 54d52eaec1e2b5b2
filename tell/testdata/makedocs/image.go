package main

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"slices"
)

// photo is a picture with what a camera writes into it.
type photo struct {
	maker, camera   string
	software        string
	taken, modified string
	width, height   int // as EXIF states them
	pixels          image.Image
	thumbnail       image.Image
	jfif            bool // a JFIF header stands before EXIF
}

// scene draws soft blobs of light, which are no real place.
func scene(width, height int) *image.RGBA {
	random := rand.New(rand.NewPCG(7, 1))
	type blob struct{ x, y, size, light float64 }
	blobs := make([]blob, 24)
	for i := range blobs {
		blobs[i] = blob{random.Float64(), random.Float64(), 0.04 + 0.2*random.Float64(), 240*random.Float64() - 120}
	}
	p := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			v := 128.0
			for _, b := range blobs {
				dx, dy := float64(x)/float64(width)-b.x, float64(y)/float64(height)-b.y
				v += b.light * math.Exp(-(dx*dx+dy*dy)/(b.size*b.size))
			}
			c := uint8(min(max(v, 0), 255))
			p.SetRGBA(x, y, color.RGBA{c, c, 255 - c/2, 255})
		}
	}
	return p
}

func camera() photo {
	return photo{
		maker: "EXAMPLE", camera: "D1", taken: "2021:03:04 09:15:00", modified: "2021:03:04 09:15:00",
		width: 240, height: 180, pixels: scene(240, 180), thumbnail: scene(80, 60),
	}
}

func (p photo) bytes() []byte {
	whole := encoded(p.pixels, 80)
	out := slices.Clone(whole[:2])
	if p.jfif {
		out = append(out, segment(0xe0, []byte("JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"))...)
	}
	out = append(out, segment(0xe1, append([]byte("Exif\x00\x00"), p.exif()...))...)
	return append(out, whole[2:]...)
}

func encoded(p image.Image, quality int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: quality}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func segment(marker byte, data []byte) []byte {
	return append(binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2)), data...)
}

// entry is one of TIFF 6.0 §2: ASCII (2) or LONG (4).
type entry struct {
	tag  uint16
	text string
	n    int
}

// exif are three directories, one behind the other: the main one, that of EXIF, and
// that of the thumbnail.
func (p photo) exif() []byte {
	main := []entry{{0x010f, p.maker, 0}, {0x0110, p.camera, 0}}
	if p.software != "" {
		main = append(main, entry{0x0131, p.software, 0})
	}
	main = append(main, entry{0x0132, p.modified, 0}, entry{0x8769, "", 0})
	own := []entry{{0x9003, p.taken, 0}, {0x9004, p.taken, 0}, {0xa002, "", p.width}, {0xa003, "", p.height}}
	thumb := encoded(p.thumbnail, 70)
	small := []entry{{0x0201, "", 0}, {0x0202, "", len(thumb)}}
	atOwn := 8 + size(main)
	atSmall := atOwn + size(own)
	main[len(main)-1].n, small[0].n = atOwn, atSmall+size(small)
	b := []byte("II*\x00\x08\x00\x00\x00")
	b = directory(b, main, atSmall)
	b = directory(b, own, 0)
	return append(directory(b, small, 0), thumb...)
}

func size(list []entry) int {
	n := 2 + 12*len(list) + 4
	for _, e := range list {
		if len(e.text) >= 4 {
			n += len(e.text) + 1
		}
	}
	return n
}

func directory(b []byte, list []entry, next int) []byte {
	le := binary.LittleEndian
	b = le.AppendUint16(b, uint16(len(list)))
	at := len(b) + 12*len(list) + 4
	var tail []byte
	for _, e := range list {
		b = le.AppendUint16(b, e.tag)
		text := e.text + "\x00"
		switch {
		case e.text == "":
			b = le.AppendUint32(le.AppendUint32(le.AppendUint16(b, 4), 1), uint32(e.n))
		case len(text) <= 4:
			b = append(le.AppendUint32(le.AppendUint16(b, 2), uint32(len(text))), append([]byte(text), 0, 0, 0)[:4]...)
		default:
			b = le.AppendUint32(le.AppendUint32(le.AppendUint16(b, 2), uint32(len(text))), uint32(at+len(tail)))
			tail = append(tail, text...)
		}
	}
	return append(le.AppendUint32(b, uint32(next)), tail...)
}

// imagePairs are the pairs of the tells of pictures.
func imagePairs() (list []pair) {
	from := func(p photo, folder, edit string, change func(*photo)) {
		authentic := p.bytes()
		change(&p)
		list = append(list, pair{folder, "jpg", edit, authentic, p.bytes()})
	}
	add := func(folder, edit string, change func(*photo)) { from(camera(), folder, edit, change) }
	add("image-times", "The time at which it was taken is set 12 days later; the time of the file stays.", func(p *photo) { p.taken = "2021:03:16 18:40:00" })
	add("image-size", "The right third of the picture is cut off; EXIF and thumbnail stay.", func(p *photo) {
		p.pixels = p.pixels.(*image.RGBA).SubImage(image.Rect(0, 0, 160, 180))
	})
	add("image-thumbnail", "A part of the picture is painted over; the thumbnail stays.", func(p *photo) {
		whole := scene(240, 180)
		draw.Draw(whole, image.Rect(60, 40, 100, 80), image.NewUniform(color.White), image.Point{}, draw.Src)
		p.pixels = whole
	})
	add("image-edited", "It was saved again by an editor of pictures, which puts its name there.", func(p *photo) { p.software = "GIMP 2.10.22" })
	add("image-tables", "It was opened and saved again by a programme that names itself nowhere.", func(p *photo) { p.jfif = true })
	phone := camera()
	phone.maker, phone.camera = "Apple", "iPhone 12"
	from(phone, "image-young-software", "Its times are set back to 2017, three years before the phone was shown.", func(p *photo) {
		p.taken, p.modified = "2017:03:04 09:15:00", "2017:03:04 09:15:00"
	})
	return list
}
