"""The workbook's kernel in jupyter_kernel_test, Jupyter's own tests of the protocol."""

import jupyter_kernel_test

import test_kernel


class Conformance(jupyter_kernel_test.KernelTests):
    kernel_name = test_kernel.KERNEL
    language_name = "Java"
    file_extension = ".jshell"
    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("test");'
    completion_samples = [{"text": "Math.ma", "matches": {"max("}}]
    complete_code_samples = ["int x = 1;", "1 + 1", "for (int i = 0; i < 3; i++) {}"]
    incomplete_code_samples = ["int twice(int n) {", "List.of(1,"]
    invalid_code_samples = ["int x = );"]
    code_generate_error = "1 / (1 - 1)"
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"cat" + 1', "result": "cat1"}]
    code_display_data = [{"code": "padwise.lesson.Notebook.show(7);", "mime": "text/plain"}]
    code_history_pattern = "6 * ?"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.max"

    @classmethod
    def setUpClass(cls):
        cls.kernel = test_kernel.Kernel()  # also with another JDK
        cls.km, cls.kc = cls.kernel.manager, cls.kernel.client
        cls.kernel.run("1")

    @classmethod
    def tearDownClass(cls):
        cls.kernel.end()
