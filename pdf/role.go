package pdf

import (
	_ "embed"
	"strings"
	"sync"
)

// Role says what an object is for, by the way it is reached from the trailer.
// An object may have several. What it says of itself (/Type) counts for nothing.
type Role string

// The roles.
const (
	RoleTrailer    Role = "trailer"
	RoleCatalog    Role = "catalog"
	RolePages      Role = "pages"      // an inner node of the page tree
	RolePage       Role = "page"       // a page's dictionary
	RoleContent    Role = "content"    // what a page draws, fonts apart
	RoleFont       Role = "font"       // of what a page draws
	RoleAnnotation Role = "annotation" // an annotation or the widget of a field
	RoleAppearance Role = "appearance" // what an annotation or widget draws, and the form's resources for it
	RoleForm       Role = "form"       // the interactive form's own dictionary
	RoleField      Role = "field"      // a field
	RoleValue      Role = "value"      // the value of a field, where it is an object of its own, as a signature is
	RoleSignature  Role = "signature"  // what signatures lock and permit
	RoleValidation Role = "validation" // the document security store: DSS and VRI
	RoleMetadata   Role = "metadata"   // XMP
	RoleInfo       Role = "info"       // the document information dictionary
	RoleEncryption Role = "encryption"
	RoleStructure  Role = "structure" // tags
	RoleOutline    Role = "outline"   // bookmarks, destinations, page labels
	RoleNames      Role = "names"     // the name dictionary
	RoleAction     Role = "action"
	RoleLayer      Role = "layer" // optional content
	RoleFile       Role = "file"  // embedded files and what leads to them
	RoleOther      Role = "other"
	RolePlumbing   Role = "plumbing" // cross-reference and object streams
)

// roleOrder numbers the roles, for bit sets and stable lists.
var roleOrder = []Role{RoleTrailer, RoleCatalog, RolePages, RolePage, RoleContent, RoleFont, RoleAnnotation, RoleAppearance, RoleForm, RoleField, RoleValue, RoleSignature, RoleValidation, RoleMetadata, RoleInfo, RoleEncryption, RoleStructure, RoleOutline, RoleNames, RoleAction, RoleLayer, RoleFile, RoleOther, RolePlumbing}

var roleNumber = func() map[Role]int {
	m := map[Role]int{}
	for i, r := range roleOrder {
		m[r] = i
	}
	return m
}()

//go:embed roles.tsv
var roleTable string

// steps is the table of roles, by role and key.
var steps = sync.OnceValue(func() map[Role]map[Name]Role {
	m := map[Role]map[Name]Role{}
	for line := range strings.Lines(roleTable) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		c := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		from, key, to := Role(c[0]), Name(c[1]), Role(c[2])
		if m[from] == nil {
			m[from] = map[Name]Role{}
		}
		m[from][key] = to
	}
	return m
})

// notFollowed is the role of what is not followed.
const notFollowed Role = "-"

// next is the role of what stands under key of a dictionary of role r.
func (r Role) next(key Name) Role {
	if to, ok := steps()[r][key]; ok {
		return to
	}
	return steps()[r]["*"]
}

// roleSet is a bit for each role.
type roleSet uint32

func (s roleSet) with(r Role) roleSet { return s | 1<<roleNumber[r] }
func (s roleSet) has(r Role) bool     { return s&(1<<roleNumber[r]) != 0 }

// list gives the roles in their order.
func (s roleSet) list() (roles []Role) {
	for i, r := range roleOrder {
		if s&(1<<i) != 0 {
			roles = append(roles, r)
		}
	}
	return roles
}
