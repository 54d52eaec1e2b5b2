package paper

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
)

// unpack takes the objects out of object streams: ISO 32000-1 §7.5.7.
func (f *pdfFile) unpack() {
	var kept, packed []pdfObject
	for _, o := range f.objects {
		if !o.isStream || !bytes.Contains(o.body, []byte("/ObjStm")) {
			kept = append(kept, o)
			continue
		}
		packed = append(packed, packedObjects(&o)...)
	}
	f.objects = append(packed, kept...)
}

var firstEntry = regexp.MustCompile(`/First ([0-9]{1,9})`)

func packedObjects(o *pdfObject) (list []pdfObject) {
	data, ok := o.inflate()
	m := firstEntry.FindSubmatch(o.body)
	if !ok || m == nil {
		return nil
	}
	first, _ := strconv.Atoi(string(m[1]))
	if first > len(data) {
		return nil
	}
	heads := bytes.Fields(data[:first])
	for i := 0; i+1 < len(heads) && len(list) < maxObjects; i += 2 {
		number, _ := strconv.Atoi(string(heads[i]))
		from, _ := strconv.Atoi(string(heads[i+1]))
		to := len(data) - first
		if i+3 < len(heads) {
			to, _ = strconv.Atoi(string(heads[i+3]))
		}
		if from < 0 || to > len(data)-first || from > to {
			return list
		}
		list = append(list, pdfObject{number: number, body: bytes.TrimSpace(data[first+from : first+to])})
	}
	return list
}

// inflate is what a stream holds; false where it is coded otherwise.
func (o *pdfObject) inflate() ([]byte, bool) {
	switch {
	case !bytes.Contains(o.body, []byte("/Filter")):
		return o.stream, true
	case bytes.Contains(o.body, []byte("/DecodeParms")) || bytes.Count(o.body, []byte("Decode")) != 1 || !bytes.Contains(o.body, []byte("/FlateDecode")):
		return nil, false
	}
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		return nil, false
	}
	data, err := io.ReadAll(io.LimitReader(z, maxUnpacked))
	return data, err == nil
}

// deflateAgain puts other bytes into a stream.
func (o *pdfObject) deflateAgain(data []byte) {
	if o.stream = data; bytes.Contains(o.body, []byte("/Filter")) {
		o.stream = zlibbed(data)
	}
}
