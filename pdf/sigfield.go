package pdf

// SignatureField is a signature or document timestamp as it stands in the file,
// unjudged. ISO 32000-2 §12.7.5.5, §12.8.1.
type SignatureField struct {
	Name   string // the field's full name; empty where no field leads to the signature
	Field  int    // object number of the field, 0 where it is none of its own
	Page   int    // of its widget, 0 where it is on none
	Rect   [4]float64
	Hidden bool // its widget has no area, or flags that keep it from view
	Lock   *Transform

	// Dict is the signature dictionary; nil where the field is not yet signed.
	// All below is of it.
	Dict      *Dict
	Value     int // its object number; 0 where it stands in the field
	Type      Name
	Filter    Name
	SubFilter Name
	// ByteRange are pairs of offset and length, as they stand there.
	ByteRange []int
	// Contents is the decoded value, padding included. In the file it stands
	// at [ContentsFrom, ContentsTo), brackets included; -1 where it stands
	// nowhere in clear.
	Contents                  []byte
	ContentsFrom, ContentsTo  int
	Cert                      [][]byte // /Cert, of adbe.x509.rsa_sha1
	Signer, Reason, Location  string
	Contact, Claimed          string // /M as it stands there; see ParseDate
	References                []Transform
	Permission                []Name // the entries of the catalogue's /Perms that lead to it: DocMDP, UR3
	Loose                     bool   // no field of this state leads to it
	From, To                  int    // bounds of the object that holds the dictionary
	Software, SoftwareVersion string // /Prop_Build /App
}

// Transform says what a signature covers and lets be changed: DocMDP, FieldMDP,
// UR3, or a field's /Lock. ISO 32000-2 §12.8.2.
type Transform struct {
	Method Name
	P      int  // of DocMDP and locks: 1 nothing, 2 forms, 3 forms and notes; 0 where it says nothing
	Action Name // All, Include or Exclude
	Fields []string
	Digest Name // /DigestMethod
}

// Bounds on the form.
const (
	maxFields     = 100_000
	maxFieldDepth = 50
)

// Unpadded is Contents without the zeros behind its DER object; all of it where
// it does not begin like one.
func (s *SignatureField) Unpadded() []byte {
	b := s.Contents
	if len(b) < 2 || b[0] != 0x30 {
		return b
	}
	n, head := int(b[1]), 2
	if n == 0x80 {
		return b // BER of indefinite length, whose end is made of zeros too
	}
	if n > 0x80 {
		count := n - 0x80
		if count > 4 || len(b) < 2+count {
			return b
		}
		n = 0
		for _, c := range b[2 : 2+count] {
			n = n<<8 | int(c)
		}
		head += count
	}
	if n > len(b)-head {
		return b
	}
	return b[:head+n]
}
