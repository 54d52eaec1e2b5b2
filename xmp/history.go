package xmp

// Step is one entry of xmpMM:History: what a programme says it did.
type Step struct {
	Action     string // created, saved, converted, derived, …
	When       string // as it stands
	Software   string
	InstanceID string // of the file after the step
	Changed    string // which parts: "/", "/metadata"
	Parameters string
	Path       string // xmpMM:History[1]
}

// Ref is the file that this one was made from.
type Ref struct {
	DocumentID, InstanceID, OriginalDocumentID string
}

// history gives the steps in the order of the packet.
func (p *Packet) history() (steps []Step) {
	for i := range p.Properties {
		n := &p.Properties[i]
		if n.Space != Media || n.Name != "History" {
			continue
		}
		for j := range n.Kids {
			k := &n.Kids[j]
			steps = append(steps, Step{
				Action: k.Field(Event, "action"), When: k.Field(Event, "when"), Software: k.Field(Event, "softwareAgent"),
				InstanceID: k.Field(Event, "instanceID"), Changed: k.Field(Event, "changed"),
				Parameters: k.Field(Event, "parameters"), Path: item(n.Label(), j),
			})
		}
	}
	return steps
}

// DerivedFrom gives what xmpMM:DerivedFrom names; empty where it is not there.
func (p *Packet) DerivedFrom() Ref {
	n := p.Node(Media, "DerivedFrom")
	if n == nil {
		return Ref{}
	}
	return Ref{
		DocumentID: n.Field(Reference, "documentID"), InstanceID: n.Field(Reference, "instanceID"),
		OriginalDocumentID: n.Field(Reference, "originalDocumentID"),
	}
}

// IDs gives the identifiers of the document, of this state of it, and of its
// original; empty where they are not there.
func (p *Packet) IDs() Ref {
	return Ref{
		DocumentID: p.First(Media, "DocumentID"), InstanceID: p.First(Media, "InstanceID"),
		OriginalDocumentID: p.First(Media, "OriginalDocumentID"),
	}
}
