package forge

// Techniques lists every technique, in the order of techniques.tsv.
var Techniques []Technique
