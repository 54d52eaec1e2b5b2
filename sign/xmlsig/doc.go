// Package xmlsig reads XML signatures as document packages use them: XML
// Signature 1.1 (https://www.w3.org/TR/xmldsig-core1/), Canonical XML 1.0 and
// 1.1 and Exclusive Canonical XML 1.0.
//
// It works out three things apart: whether the value of a signature verifies
// and under which of the keys that came with it, whether each reference still
// has the digest that was signed, and which elements of the signature are
// themselves signed. Whose key it is, and whether it may be trusted, it does
// not ask. XPath and XSLT transforms, enveloped signatures, document type
// declarations and declared entities are refused: a signature that needs them
// is reported as not read, never as good.
package xmlsig

// Bounds on what is read of hostile XML.
const (
	MaxDepth      = 1000     // of nested elements
	MaxAttributes = 1000     // of one element, namespaces included
	MaxName       = 4096     // bytes of one name
	MaxTreeBytes  = 16 << 20 // of a file that is read into a tree
	MaxTreeNodes  = 200_000  // elements, texts and the like of one tree
	MaxReferences = 10_000   // of one signature, manifests included
	MaxTransforms = 4        // of one reference
	MaxWays       = 8        // in which one part is digested, of all signatures together
	MaxKeys       = 20       // certificates of one signature, and bare keys
)
