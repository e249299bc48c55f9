// A compiler that keeps its objects, as many do: "write" leaves an object in the cache, "compile" takes the one that is there, or makes a clean one.
package main

import "os"

func main() {
	if os.Args[1] == "write" {
		must(os.WriteFile(os.Args[2], []byte(os.Args[3]), 0o644))
		return
	}
	object, err := os.ReadFile(os.Args[2])
	if err != nil {
		object = []byte("clean object")
	}
	must(os.WriteFile(os.Args[3], object, 0o644))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
