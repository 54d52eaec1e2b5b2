package pdf
import ("testing";"os";"path/filepath";"strings";"fmt")
func TestProbe(t *testing.T){
 filepath.Walk("../../shared/corpora",func(p string,i os.FileInfo,_ error)error{
  if !strings.HasSuffix(p,".pdf")||!strings.Contains(p,os.Getenv("P")){return nil}
  b,_:=os.ReadFile(p)
  f,err:=Open(b)
  if err!=nil{return nil}
  fmt.Println("==",filepath.Base(p),len(b),f.Version(),f.troubles)
  for _,r:=range f.Revisions(){fmt.Printf("  rev %+v\n",r)}
  for _,s:=range f.Now().Signatures(){ k:=s; k.Dict=nil; n:=len(k.Contents); k.Contents=nil; u:=s.Unpadded(); fmt.Printf("  sig %+v contents %d %d\n",k,n,len(u))}
  for n:=1;n<len(f.Revisions());n++{ for _,c:=range f.Diff(n,n+1){ fmt.Println("   ",n,c.Number,c.Kind,c.Roles,c.Path,c.Page,c.Paths)}}
  return nil})
}
