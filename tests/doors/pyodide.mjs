// Pyodide under Node, with the packages of a built site: node pyodide.mjs CORE LOCK WHEELS SCRIPT ARGUMENT…
// CORE: folder of the npm package pyodide. LOCK: the site's pyodide-lock.json. WHEELS: one folder with what it lists.
// SCRIPT: a Python file, whose async main(*arguments) returns the exit code. The disk is at /disk.
// It may import cpu_seconds() and load_packages_of(code), which is to be awaited, from js.
import fs from "node:fs"
import path from "node:path"
import { pathToFileURL } from "node:url"

const [core, lockFile, wheels, script, ...args] = process.argv.slice(2)
const { loadPyodide } = await import(pathToFileURL(path.join(core, "pyodide.mjs")))
const lock = JSON.parse(fs.readFileSync(lockFile, "utf8"))
for (const wheel of Object.values(lock.packages)) wheel.file_name = path.posix.basename(wheel.file_name)
const pyodide = await loadPyodide({
    indexURL: core,
    lockFileContents: lock,
    packageCacheDir: wheels,
    env: { HOME: "/home/pyodide", NNLIB_PROGRESS: "/dev/null", MPLBACKEND: "module://matplotlib_inline.backend_inline" },
})
pyodide.FS.mkdir("/disk")
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: "/" }, "/disk")
globalThis.cpu_seconds = () => {
    const { user, system } = process.cpuUsage()
    return (user + system) / 1e6
}
globalThis.load_packages_of = (code) => pyodide.loadPackagesFromImports(code, { messageCallback: () => {} })
pyodide.runPython(fs.readFileSync(script, "utf8"), { filename: script })
try {
    process.exitCode = await pyodide.globals.get("main")(...args)
} catch (error) {
    console.error(error.message) // Python's traceback; Node would show a megabyte of its own source before
    process.exitCode = 1
}
