package main

import (
	"encoding/binary"
	"fmt"
	"hash/adler32"
	"hash/crc32"
	"strings"
)

// pdf is a document of one page with these lines. ISO 32000-1 §7.5
func pdf(lines ...string) string {
	text := "BT /F 12 Tf 72 770 Td 16 TL\n"
	for _, line := range lines {
		text += "(" + strings.NewReplacer("\\", "\\\\", "(", "\\(", ")", "\\)").Replace(line) + ") Tj T*\n"
	}
	text += "ET\n"
	objects := []string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%sendstream", len(text), text),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
	}
	out := "%PDF-1.4\n"
	xref := fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		xref += fmt.Sprintf("%010d 00000 n \n", len(out))
		out += fmt.Sprintf("%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := len(out)
	return out + xref + fmt.Sprintf("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
}

// png is a grey picture of size times size pixels. PNG (third edition) §5, §11
func png(size int, grey func(x, y int) byte) string {
	var rows strings.Builder
	for y := range size {
		rows.WriteByte(0) // no filter
		for x := range size {
			rows.WriteByte(grey(x, y))
		}
	}
	header := binary.BigEndian.AppendUint32(nil, uint32(size))
	header = binary.BigEndian.AppendUint32(header, uint32(size))
	header = append(header, 8, 0, 0, 0, 0) // 8 bits of grey
	data := append([]byte("\x78\x01"), deflate(rows.String())...)
	data = binary.BigEndian.AppendUint32(data, adler32.Checksum([]byte(rows.String())))
	return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + chunk("IDAT", data) + chunk("IEND", nil)
}

func chunk(name string, data []byte) string {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return string(binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:])))
}

// uuencode is content as a file in a text. POSIX.1-2017 uuencode
func uuencode(name, content string) string {
	const perLine = 45
	var b strings.Builder
	fmt.Fprintf(&b, "begin 644 %s\n", name)
	sign := func(v byte) byte {
		if v &= 63; v == 0 {
			return '`'
		}
		return v + ' '
	}
	for ; len(content) > 0; content = content[min(len(content), perLine):] {
		line := content[:min(len(content), perLine)]
		b.WriteByte(sign(byte(len(line))))
		for i := 0; i < len(line); i += 3 {
			var q [3]byte
			copy(q[:], line[i:])
			b.Write([]byte{sign(q[0] >> 2), sign(q[0]<<4 | q[1]>>4), sign(q[1]<<2 | q[2]>>6), sign(q[2])})
		}
		b.WriteByte('\n')
	}
	return b.String() + "`\nend\n"
}
